package org.bootarchive.boot.config.grub2;

/** The errors that commands end with, numbered as {@code $?} shows them: include/grub/err.h. */
enum GrubError {
  NONE(0),
  TEST_FAILURE(1),
  OUT_OF_MEMORY(3),
  BAD_FILE_TYPE(4),
  FILE_NOT_FOUND(5),
  BAD_FILENAME(7),
  BAD_NUMBER(10),
  UNKNOWN_DEVICE(12),
  BAD_DEVICE(13),
  WRITE_ERROR(15),
  INVALID_COMMAND(17),
  BAD_ARGUMENT(18),
  NO_KERNEL(22),
  MENU(27);

  private final int number;

  GrubError(int number) {
    this.number = number;
  }

  int number() {
    return number;
  }
}
