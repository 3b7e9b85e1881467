//! Who owns a data directory. One engine per directory: two would push the same edit twice.
//!
//! The operating system holds the lock and lets go when the process ends, however it ends, so there is no stale lock
//! to clean up. The owner writes its process id into the file for the reader of a report; nothing decides by it.

use std::{
    fs::{File, TryLockError},
    io::{self, Write},
    path::Path,
};

use crate::private;

/// Ownership of a data directory, for as long as it lives.
#[derive(Debug)]
pub struct InstanceLock {
    file: File,
}

impl InstanceLock {
    /// The lock's file in the data directory.
    pub const FILE_NAME: &'static str = "engine.lock";

    /// Takes the directory, which must exist. `Ok(None)` when another process (or another part of this one) has it.
    pub fn acquire(data_dir: &Path) -> io::Result<Option<Self>> {
        let mut file = private::open(&data_dir.join(Self::FILE_NAME))?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
            Err(TryLockError::Error(source)) => return Err(source),
        }
        file.set_len(0)?;
        writeln!(file, "{}", std::process::id())?;
        Ok(Some(Self { file }))
    }
}

impl Drop for InstanceLock {
    fn drop(&mut self) {
        // Closing would do; said aloud because a child process may have inherited the handle.
        self.file.unlock().ok();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_owner_at_a_time() {
        let dir = tempfile::tempdir().unwrap();
        let first = InstanceLock::acquire(dir.path()).unwrap().expect("free");
        assert!(InstanceLock::acquire(dir.path()).unwrap().is_none());
        drop(first);
        assert!(InstanceLock::acquire(dir.path()).unwrap().is_some());
    }

    #[test]
    fn a_missing_directory_is_an_error_not_a_busy_one() {
        let dir = tempfile::tempdir().unwrap();
        InstanceLock::acquire(&dir.path().join("none")).unwrap_err();
    }
}
