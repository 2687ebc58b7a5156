package org.xiangqiao.server.postgres;

import java.util.Optional;

/**
 * The PostgreSQL that this release brings, ready to run on this machine.
 *
 * @param majorVersion data of another one cannot be opened
 */
record Installation(Programs programs, ProgramRunner runner, String majorVersion) {

  static Installation prepare(DataDirectory directory, PostgresProperties properties) {
    ProgramRunner runner = ProgramRunner.forThisUser();
    Programs programs =
        Programs.unpack(
            Optional.ofNullable(properties.programs())
                .orElse(directory.home().resolve("postgres-programs")));
    return new Installation(programs, runner, programs.majorVersion(runner));
  }
}
