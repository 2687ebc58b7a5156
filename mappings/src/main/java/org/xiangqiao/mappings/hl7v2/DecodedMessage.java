package org.xiangqiao.mappings.hl7v2;

/**
 * Bytes of one message after its character set was found (MSH-18, decoded before any splitting) and
 * its header read leniently, so that even an unusable message can be answered.
 *
 * @param text the message, segments ended by CR
 * @param charset Java name of the character set used
 * @param sendingApplication MSH-3.1
 * @param sendingFacility MSH-4.1
 * @param messageType {@code VXU^V04}, or {@code unparsed}
 * @param controlId MSH-10, may be empty
 * @param version MSH-12, may be empty
 */
public record DecodedMessage(
    String text,
    String charset,
    String sendingApplication,
    String sendingFacility,
    String messageType,
    String controlId,
    String version) {}
