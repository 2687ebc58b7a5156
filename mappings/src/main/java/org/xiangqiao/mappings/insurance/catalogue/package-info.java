/**
 * The platform's catalogues and dictionaries (目录、字典): what is asked, and the rows of the answers.
 */
package org.xiangqiao.mappings.insurance.catalogue;
