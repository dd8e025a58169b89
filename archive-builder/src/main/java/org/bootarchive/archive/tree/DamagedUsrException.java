package org.bootarchive.archive.tree;

import org.bootarchive.ufs.device.CorruptImageException;

/** The usr.lgz of an archive is damaged; the archive's own files can be read without it. */
public final class DamagedUsrException extends CorruptImageException {
  private static final long serialVersionUID = 1L;

  DamagedUsrException(CorruptImageException cause) {
    super(UsrImage.NAME.toString(), -1, String.valueOf(cause.getMessage()));
    initCause(cause);
  }
}
