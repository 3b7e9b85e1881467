//! Opening: a newer file is refused untouched, an older one migrates, a damaged one is rebuilt.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use sqlx::SqliteConnection;

use crate::{
    OpenOptions, Replica, ReplicaError, Result,
    catch_up::catch_up,
    connections::{Connections, Durability},
    damage::{self, Salvage},
    lists::Lists,
    replica::Inner,
    schema::{self, Found},
    words,
};

/// The data file's name.
pub(crate) const FILE: &str = "shopbell.db";

/// What opening found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opening {
    /// No file was there.
    Fresh,
    /// A sound file of this schema.
    Existing,
    /// An older file, brought to this schema.
    Migrated {
        /// Its schema before.
        from: i64,
        /// Its schema now.
        to: i64,
    },
    /// A damaged file was set aside; its ledgers were salvaged, its orders come from the shops again.
    Rebuilt(Salvage),
}

impl Replica {
    /// Opens the replica of a data directory, making both where there is none (the user's alone: 0700 and 0600).
    ///
    /// # Errors
    /// [`ReplicaError::Newer`] for a file of a newer schema, which is not touched; [`ReplicaError::Damaged`] for a
    /// damaged one where the owner of the directory must rebuild it (`beside_owner`).
    pub async fn open(directory: &Path, options: OpenOptions) -> Result<Self> {
        prepare_directory(directory).map_err(ReplicaError::Directory)?;
        let file = directory.join(FILE);
        let opening = prepare_file(directory, &file, &options).await?;
        if !options.beside_owner
            && let Err(error) = damage::note_schema(directory, &file).await
        {
            tracing::warn!(%error, "the schema's pages could not be noted");
        }
        let connections = Connections::open(&file).await?;
        let caught_up = made_ready(&mut *connections.writer(Durability::Process).await?).await;
        match caught_up {
            // What is here serves meanwhile; the next opening rebuilds the file.
            Err(error) if error.is_damage() => damage::mark_damaged(directory, &error),
            caught_up => caught_up?,
        }
        let sound = damage::Sound::new(directory);
        sound.note();
        let backups = (!options.beside_owner).then(|| damage::Rotation::new(directory));
        Ok(Self {
            inner: Arc::new(Inner {
                directory: directory.to_path_buf(),
                opening,
                time_zone: options.time_zone,
                connections,
                lists: Lists::default(),
                backups,
                sound,
            }),
        })
    }
}

const LEFT_TO_OWNER: ReplicaError = ReplicaError::DamagedContent("the file is rebuilt when the window is next opened");

async fn prepare_file(directory: &Path, file: &Path, options: &OpenOptions) -> Result<Opening> {
    if damage::rebuild_is_unfinished(directory) {
        if options.beside_owner {
            return Err(LEFT_TO_OWNER);
        }
        tracing::warn!("a rebuilt data file is put in the place of the damaged one");
        damage::finish_rebuild(directory, file, options.now).map_err(ReplicaError::Directory)?;
    }
    if fs::metadata(file).map_or(0, |meta| meta.len()) == 0 {
        return create(file).await;
    }
    let found = schema::look(file).await;
    if let Ok(Found::Newer(found)) = found {
        let (path, known) = (file.to_path_buf(), schema::newest());
        return Err(ReplicaError::Newer { path, found, known });
    }
    let damage = match &found {
        Err(error) if error.is_damage() => Some(error.whole_text()),
        Err(_) | Ok(Found::Empty) => None,
        Ok(_) => damage::suspicion(directory, file, options.beside_owner).await?,
    };
    if let Some(reason) = damage {
        if options.beside_owner {
            return Err(LEFT_TO_OWNER);
        }
        return damage::rebuild(directory, file, reason, options.now).await.map(Opening::Rebuilt);
    }
    match found? {
        Found::Empty => create(file).await,
        Found::Known(from) if from < schema::newest() => {
            schema::migrate(file).await?;
            Ok(Opening::Migrated { from, to: schema::newest() })
        }
        Found::Known(_) | Found::Newer(_) => Ok(Opening::Existing),
    }
}

/// Brings a file of our schema up to what this version keeps in it.
async fn made_ready(writer: &mut SqliteConnection) -> Result<()> {
    words::merge_on_request(writer).await?;
    catch_up(writer).await
}

/// Makes a new file.
pub(crate) async fn create(file: &Path) -> Result<Opening> {
    for name in beside(file) {
        // A log without its file belongs to nothing.
        let _ = fs::remove_file(name);
    }
    own_file(file).map_err(ReplicaError::Directory)?;
    schema::migrate(file).await?;
    Ok(Opening::Fresh)
}

/// The log and its index beside a file.
pub(crate) fn beside(file: &Path) -> [PathBuf; 2] {
    ["-wal", "-shm"].map(|suffix| {
        let mut name = file.as_os_str().to_owned();
        name.push(suffix);
        PathBuf::from(name)
    })
}

#[cfg(unix)]
fn prepare_directory(directory: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    fs::DirBuilder::new().recursive(true).mode(0o700).create(directory)?;
    fs::set_permissions(directory, fs::Permissions::from_mode(0o700))
}

/// Elsewhere the user's profile directory is the user's alone already.
#[cfg(not(unix))]
fn prepare_directory(directory: &Path) -> std::io::Result<()> {
    fs::create_dir_all(directory)
}

/// Makes an empty file that is the user's alone; SQLite gives its log the same rights.
pub(crate) fn own_file(file: &Path) -> std::io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.create(true).append(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        options.mode(0o600);
    }
    options.open(file).map(drop)
}
