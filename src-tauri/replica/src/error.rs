//! What can go wrong in the replica, told apart by SQLite's result codes and never by an error's text.

use std::path::PathBuf;

use domain::{BadCode, Code, EditId, EditState, Fault, NativeId, ShopId, ShopTag};

/// A failure of the replica.
#[derive(Debug, thiserror::Error)]
pub enum ReplicaError {
    /// The file was written by a newer version. It was not touched.
    #[error("{path} has schema {found}; this version knows {known}", path = path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i64,
        /// The newest schema known here.
        known: i64,
    },
    /// SQLite found the file damaged. It is rebuilt when it is next opened.
    #[error("the data file is damaged")]
    Damaged(#[source] sqlx::Error),
    /// What was read is not what was written, although SQLite saw nothing wrong.
    #[error("the data file is damaged: {0}")]
    DamagedContent(&'static str),
    /// Another process kept the file locked too long.
    #[error("the data file is busy")]
    Busy(#[source] sqlx::Error),
    /// The disk is full, gone or not writable.
    #[error("the data file cannot be read or written")]
    Disk(#[source] sqlx::Error),
    /// The data directory cannot be used.
    #[error("the data directory cannot be used")]
    Directory(#[source] std::io::Error),
    /// A statement failed.
    #[error("a statement of the replica failed")]
    Statement(#[source] sqlx::Error),
    /// Stored JSON cannot be read or made.
    #[error("stored JSON cannot be read")]
    Json(#[from] serde_json::Error),
    /// The replica was closed.
    #[error("the replica was closed")]
    Closed,
    /// No shop has that number.
    #[error("there is no shop {}", .0.0)]
    NoSuchShop(ShopId),
    /// Another shop has that tag.
    #[error("the tag {} is taken", .0.as_str())]
    TagTaken(ShopTag),
    /// The shop has no such order here.
    #[error("there is no order {}", .0.as_str())]
    NoSuchOrder(NativeId),
    /// No edit has that number.
    #[error("there is no edit {}", .0.0)]
    NoSuchEdit(EditId),
    /// What was asked of an edit does not fit how it stands.
    #[error("edit {} is {}", .id.0, .state.code())]
    EditState {
        /// The edit.
        id: EditId,
        /// How it stands.
        state: EditState,
    },
    /// No saved view has that number.
    #[error("there is no saved view {0}")]
    NoSuchView(i64),
    /// A scanned or typed order code has a wrong check character.
    #[error(transparent)]
    Reference(#[from] BadCode),
}

/// A result of the replica.
pub type Result<T, E = ReplicaError> = std::result::Result<T, E>;

impl ReplicaError {
    /// Its code.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Newer { .. } => Code::NewerFile,
            Self::Damaged(_) | Self::DamagedContent(_) => Code::DamagedFile,
            Self::Busy(_) => Code::Busy,
            Self::Disk(_) | Self::Directory(_) => Code::Disk,
            Self::Statement(_) | Self::Json(_) | Self::Closed => Code::Internal,
            Self::NoSuchShop(_) => Code::NoSuchShop,
            Self::NoSuchOrder(_) => Code::NoSuchOrder,
            Self::TagTaken(_)
            | Self::NoSuchView(_)
            | Self::NoSuchEdit(_)
            | Self::EditState { .. }
            | Self::Reference(_) => Code::BadInput,
        }
    }

    /// The failure as it travels up.
    #[must_use]
    pub fn fault(&self, operation: &str) -> Fault {
        Fault::new(self.code(), operation, self.to_string())
    }

    /// Its text with that of its cause: SQLite's, which holds no values.
    pub(crate) fn whole_text(&self) -> String {
        match std::error::Error::source(self) {
            Some(source) => format!("{self}: {source}"),
            None => self.to_string(),
        }
    }

    /// Whether the file itself is damaged.
    #[must_use]
    pub const fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_) | Self::DamagedContent(_))
    }
}

/// SQLite's primary result code of a failure, where SQLite gave one.
pub(crate) fn result_code(error: &sqlx::Error) -> Option<i32> {
    let sqlx::Error::Database(database) = error else {
        return None;
    };
    let extended: i32 = database.code()?.parse().ok()?;
    Some(extended & 0xff)
}

impl From<sqlx::Error> for ReplicaError {
    /// Result codes: <https://www.sqlite.org/rescode.html>.
    fn from(error: sqlx::Error) -> Self {
        match result_code(&error) {
            Some(11 | 26) => Self::Damaged(error),
            Some(5 | 6) => Self::Busy(error),
            Some(8 | 10 | 13 | 14) => Self::Disk(error),
            _ => Self::Statement(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for ReplicaError {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(error) | sqlx::migrate::MigrateError::ExecuteMigration(error, _) => {
                error.into()
            }
            other => Self::Statement(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
