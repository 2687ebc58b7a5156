package org.xiangqiao.server.insurance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.xiangqiao.mappings.insurance.profile.ProfileReader;
import org.xiangqiao.mappings.insurance.profile.ProvinceProfile;

/** Province profiles (省级配置) as the configuration names them. */
public final class InsuranceProfiles {

  private InsuranceProfiles() {}

  /** One that ships, or a file. */
  public static ProvinceProfile of(ProfileReader profiles, String name) {
    if (!name.endsWith(".yaml")) {
      return profiles.shipped(name);
    }
    try {
      return profiles.read(Files.readString(Path.of(name)));
    } catch (IOException e) {
      throw new UncheckedIOException("insurance profile " + name, e);
    }
  }
}
