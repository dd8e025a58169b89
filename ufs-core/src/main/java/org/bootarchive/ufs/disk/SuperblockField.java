package org.bootarchive.ufs.disk;

import java.nio.ByteOrder;

/**
 * Where each field of {@code struct fs} lies, in bytes from the start of the superblock.
 *
 * <p>Integers are signed 32-bit numbers unless another width is given. The constants are named
 * after the fields without {@code fs_}.
 */
public enum SuperblockField {
  LINK("link", 0),
  ROLLED("rolled", 4),
  SBLKNO("sblkno", 8),
  CBLKNO("cblkno", 12),
  IBLKNO("iblkno", 16),
  DBLKNO("dblkno", 20),
  CGOFFSET("cgoffset", 24),
  CGMASK("cgmask", 28),
  TIME("time", 32),
  SIZE("size", 36),
  DSIZE("dsize", 40),
  NCG("ncg", 44),
  BSIZE("bsize", 48),
  FSIZE("fsize", 52),
  FRAG("frag", 56),
  MINFREE("minfree", 60),
  ROTDELAY("rotdelay", 64),
  RPS("rps", 68),
  BMASK("bmask", 72),
  FMASK("fmask", 76),
  BSHIFT("bshift", 80),
  FSHIFT("fshift", 84),
  MAXCONTIG("maxcontig", 88),
  MAXBPG("maxbpg", 92),
  FRAGSHIFT("fragshift", 96),
  FSBTODB("fsbtodb", 100),
  SBSIZE("sbsize", 104),
  CSMASK("csmask", 108),
  CSSHIFT("csshift", 112),
  NINDIR("nindir", 116),
  INOPB("inopb", 120),
  NSPF("nspf", 124),
  OPTIM("optim", 128),
  /** Lies where the other byte order has {@link #NPSECT}. */
  STATE("state", 132, 1336),
  SI("si", 136),
  TRACKSKEW("trackskew", 140),
  ID("id", 144, 144, 4, 2),
  CSADDR("csaddr", 152),
  CSSIZE("cssize", 156),
  CGSIZE("cgsize", 160),
  NTRAK("ntrak", 164),
  NSECT("nsect", 168),
  SPC("spc", 172),
  NCYL("ncyl", 176),
  CPG("cpg", 180),
  IPG("ipg", 184),
  FPG("fpg", 188),
  NDIR("ndir", 192),
  NBFREE("nbfree", 196),
  NIFREE("nifree", 200),
  NFFREE("nffree", 204),
  FMOD("fmod", 208, 208, 1, 1),
  CLEAN("clean", 209, 209, 1, 1),
  RONLY("ronly", 210, 210, 1, 1),
  FLAGS("flags", 211, 211, 1, 1),
  FSMNT("fsmnt", 212, 212, 1, 512),
  CGROTOR("cgrotor", 724),
  CSP_PAD("csp_pad", 728, 728, 4, 32),
  CPC("cpc", 856),
  OPOSTBL("opostbl", 860, 860, 2, 128),
  SPARECON("sparecon", 1116, 1116, 4, 51),
  VERSION("version", 1320),
  LOGBNO("logbno", 1324),
  RECLAIM("reclaim", 1328),
  SPARECON2("sparecon2", 1332),
  NPSECT("npsect", 1336, 132),
  QBMASK("qbmask", 1340, 1340, 4, 2),
  QFMASK("qfmask", 1348, 1348, 4, 2),
  POSTBLFORMAT("postblformat", 1356),
  NRPOS("nrpos", 1360),
  POSTBLOFF("postbloff", 1364),
  ROTBLOFF("rotbloff", 1368),
  MAGIC("magic", 1372);

  private final String fieldName;
  private final int littleEndianOffset;
  private final int bigEndianOffset;
  private final int width;
  private final int count;

  SuperblockField(String fieldName, int offset) {
    this(fieldName, offset, offset);
  }

  SuperblockField(String fieldName, int littleEndianOffset, int bigEndianOffset) {
    this(fieldName, littleEndianOffset, bigEndianOffset, 4, 1);
  }

  SuperblockField(
      String fieldName, int littleEndianOffset, int bigEndianOffset, int width, int count) {
    this.fieldName = fieldName;
    this.littleEndianOffset = littleEndianOffset;
    this.bigEndianOffset = bigEndianOffset;
    this.width = width;
    this.count = count;
  }

  /** Returns the field's name in {@code struct fs} without {@code fs_}. */
  public String fieldName() {
    return fieldName;
  }

  /** Returns where the field starts in a superblock of a byte order. */
  public int offset(ByteOrder order) {
    return order == ByteOrder.LITTLE_ENDIAN ? littleEndianOffset : bigEndianOffset;
  }

  /** Returns the length of one element in bytes: 1, 2 or 4. */
  public int width() {
    return width;
  }

  /** Returns the number of elements, 1 unless the field is an array. */
  public int count() {
    return count;
  }
}
