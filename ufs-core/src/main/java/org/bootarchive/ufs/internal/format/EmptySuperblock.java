package org.bootarchive.ufs.internal.format;

import static org.bootarchive.ufs.disk.SuperblockField.*;

import java.nio.ByteOrder;
import org.bootarchive.ufs.disk.CylinderSummary;
import org.bootarchive.ufs.disk.Superblock;
import org.bootarchive.ufs.format.FormatOptions;

/** Builds the superblock of a new file system; what is not set here is zero. */
final class EmptySuperblock {
  private static final int CLEAN_STATE = 1;
  private static final int OPTIMIZE_SPACE = 1;
  private static final int ROTATIONS_PER_SECOND = 120;
  private static final int DYNAMIC_TABLES = 1;

  private EmptySuperblock() {}

  static Superblock of(Geometry geometry, FormatOptions options) {
    RotationalTables tables = RotationalTables.of(geometry);
    Superblock.Builder builder = Superblock.builder(options.byteOrder());
    setSizes(builder, geometry, options.byteOrder());
    setPlaces(builder, geometry);
    builder
        .set(MAGIC, Superblock.MAGIC)
        .set(VERSION, geometry.version())
        .set(OPTIM, OPTIMIZE_SPACE)
        .set(RPS, ROTATIONS_PER_SECOND)
        .set(MAXCONTIG, options.disk().maxTransferSectors() / geometry.sizes().sectorsPerBlock())
        .set(POSTBLFORMAT, DYNAMIC_TABLES)
        .set(CPC, tables.cycle())
        .set(POSTBLOFF, tables.firstBlocksOffset())
        .set(ROTBLOFF, tables.nextBlocksOffset())
        .set(SBSIZE, tables.superblockBytes())
        .set(CLEAN, CLEAN_STATE)
        .set(DSIZE, geometry.dataFragments())
        .totals(geometry.totals())
        .timeAndState(options.timeSeconds());
    return tables.fill(builder.build(), geometry);
  }

  private static void setSizes(Superblock.Builder builder, Geometry geometry, ByteOrder byteOrder) {
    int block = geometry.blockBytes();
    int fragment = geometry.fragmentBytes();
    int summariesPerBlock = block / CylinderSummary.BYTES;
    int lowWord = byteOrder == ByteOrder.LITTLE_ENDIAN ? 0 : 1;
    builder
        .set(BSIZE, block)
        .set(FSIZE, fragment)
        .set(FRAG, geometry.fragmentsPerBlock())
        .set(BMASK, -block)
        .set(FMASK, -fragment)
        .set(QBMASK, lowWord, block - 1)
        .set(QFMASK, lowWord, fragment - 1)
        .set(BSHIFT, Integer.numberOfTrailingZeros(block))
        .set(FSHIFT, Integer.numberOfTrailingZeros(fragment))
        .set(FRAGSHIFT, Integer.numberOfTrailingZeros(geometry.fragmentsPerBlock()))
        .set(FSBTODB, Integer.numberOfTrailingZeros(geometry.sectorsPerFragment()))
        .set(NSPF, geometry.sectorsPerFragment())
        .set(NINDIR, block / Integer.BYTES)
        .set(INOPB, geometry.sizes().inodesPerBlock())
        .set(MAXBPG, block / Integer.BYTES)
        .set(CSMASK, -summariesPerBlock)
        .set(CSSHIFT, Integer.numberOfTrailingZeros(summariesPerBlock));
  }

  private static void setPlaces(Superblock.Builder builder, Geometry geometry) {
    builder
        .set(SBLKNO, geometry.superblockFragment())
        .set(CBLKNO, geometry.groupBlockFragment())
        .set(IBLKNO, geometry.inodeTableFragment())
        .set(DBLKNO, geometry.firstDataFragment())
        .set(CGOFFSET, geometry.groupOffset())
        .set(CGMASK, geometry.groupMask())
        .set(SIZE, geometry.sizeInFragments())
        .set(NCG, geometry.groups())
        .set(CSADDR, geometry.summaryFragment())
        .set(CSSIZE, geometry.summaryBytes())
        .set(CGSIZE, geometry.groupBlockBytes())
        .set(NTRAK, geometry.tracksPerCylinder())
        .set(NSECT, geometry.sectorsPerTrack())
        .set(NPSECT, geometry.sectorsPerTrack())
        .set(SPC, geometry.sectorsPerCylinder())
        .set(NRPOS, geometry.rotationalPositions())
        .set(NCYL, geometry.cylinders())
        .set(CPG, geometry.cylindersPerGroup())
        .set(IPG, geometry.inodesPerGroup())
        .set(FPG, geometry.fragmentsPerGroup());
  }
}
