package org.bootarchive.ufs.nio;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.nio.file.FileSystem;

/** Holds the contract itself to the model. */
class JimfsContractTest extends FileSystemContract {
  @Override
  FileSystem open() {
    return Jimfs.newFileSystem(
        Configuration.unix().toBuilder()
            .setAttributeViews("unix")
            .setWorkingDirectory("/")
            .build());
  }
}
