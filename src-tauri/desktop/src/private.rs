//! Files and folders that are the user's alone (0700/0600), and replaced whole or not at all.
//!
//! The mode is given at creation: a file made first and closed to others afterwards can be opened by them in between.
//! Windows has no modes; there the folders under `AppData` are the user's alone by inheritance.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

/// Creates a folder and its missing parents for the user alone. An existing one that others may enter is closed to
/// them (Unix).
pub fn create_dir(path: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::DirBuilderExt;
        builder.mode(0o700);
    }
    builder.create(path)?;
    restrict(path)
}

/// Takes a file's or folder's rights from everyone but its owner. Does nothing where they have none already, and
/// nothing on Windows.
pub fn restrict(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let metadata = fs::metadata(path)?;
        let mode = metadata.permissions().mode();
        if mode & 0o077 != 0 {
            tracing::warn!(path = %path.display(), mode = format!("{:o}", mode & 0o777), "closed to other users");
            fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700))?;
        }
    }
    #[cfg(not(unix))]
    fs::metadata(path)?;
    Ok(())
}

/// Opens a file for reading and writing, creating it for the user alone (0600). An existing one keeps its content.
pub fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    private_mode(&mut options);
    options.open(path)
}

/// Replaces a file's content so that after a crash either the old or the new one is there, whole: written beside it
/// (0600), flushed to the disk, renamed over it, the folder flushed.
pub fn replace(path: &Path, content: &[u8]) -> io::Result<()> {
    let beside = beside(path)?;
    let written = write_new(&beside, content).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The error that matters is the first; a leftover beside the file holds nothing readable without its key.
        fs::remove_file(&beside).ok();
    }
    written?;
    flush_dir(path)
}

fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    private_mode(&mut options);
    let mut file = options.open(path)?;
    file.write_all(content)?;
    file.sync_all()
}

/// A fresh name in the same folder, so that the rename stays on one disk.
fn beside(path: &Path) -> io::Result<PathBuf> {
    let mut random = [0_u8; 8];
    getrandom::fill(&mut random).map_err(|source| io::Error::other(source.to_string()))?;
    let name = path.file_name().ok_or_else(|| io::Error::from(io::ErrorKind::InvalidInput))?;
    let mut fresh = name.to_owned();
    fresh.push(format!(".{:016x}.new", u64::from_ne_bytes(random)));
    Ok(path.with_file_name(fresh))
}

/// Makes a rename survive a power cut; elsewhere than on Unix a folder cannot be flushed and need not be.
fn flush_dir(path: &Path) -> io::Result<()> {
    #[cfg(unix)]
    {
        let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
        File::open(parent)?.sync_all()?;
    }
    #[cfg(not(unix))]
    let _ = path;
    Ok(())
}

fn private_mode(options: &mut OpenOptions) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = options;
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    #[test]
    fn folders_and_files_are_the_users_alone() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("a/b");
        create_dir(&dir).unwrap();
        assert_eq!((mode(&dir), mode(&home.path().join("a"))), (0o700, 0o700));
        let file = dir.join("f");
        open(&file).unwrap();
        assert_eq!(mode(&file), 0o600);
        replace(&file, b"new").unwrap();
        assert_eq!((mode(&file), fs::read(&file).unwrap().as_slice()), (0o600, b"new".as_slice()));
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1, "nothing is left beside the file");
    }

    #[test]
    fn an_open_folder_is_closed() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("open");
        fs::create_dir(&dir).unwrap();
        fs::set_permissions(&dir, fs::Permissions::from_mode(0o755)).unwrap();
        create_dir(&dir).unwrap();
        assert_eq!(mode(&dir), 0o700);
    }

    #[test]
    fn a_failed_replacement_leaves_the_old_file() {
        let home = tempfile::tempdir().unwrap();
        let target = home.path().join("folder");
        fs::create_dir(&target).unwrap();
        fs::write(target.join("kept"), b"old").unwrap();
        replace(&target, b"new").unwrap_err();
        assert_eq!(fs::read(target.join("kept")).unwrap(), b"old");
        assert_eq!(fs::read_dir(home.path()).unwrap().count(), 1);
    }
}
