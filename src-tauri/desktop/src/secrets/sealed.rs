//! The encrypted file's format: what is written, and how it is opened again. No file access, so that every byte of it
//! can be tested.
//!
//! A JSON object, so that a person who finds the file can see what it is:
//!
//! ```json
//! { "format": "shopbell-secrets", "version": 1,
//!   "kdf": { "name": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 1, "salt": "…" },
//!   "check": "…", "sealed": "…" }
//! ```
//!
//! The passphrase becomes a key by Argon2id (RFC 9106, its second recommended option but for one lane). `check` and
//! `sealed` are a 24-byte random nonce and the XChaCha20-Poly1305 encryption of a fixed text and of the entries (a JSON
//! object of texts); the header is authenticated with both, so that nobody can weaken it. `check` tells a wrong
//! passphrase from damage. Binary parts are base64 with padding.
//!
//! Why not the `age` crate: its files take a full key derivation for every write and re-read, where one process here
//! derives once, and it brings some 120 crates (a second HPKE, ML-KEM, an own translation system) for one password.

use std::collections::BTreeMap;

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::STANDARD as BASE64};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::Secret;

const FORMAT: &str = "shopbell-secrets";
const VERSION: u32 = 1;
const NONCE_LEN: usize = 24;
const CHECK_TEXT: &[u8] = b"the passphrase is right";

/// The entries of an opened file: account to secret.
pub(super) type Entries = BTreeMap<String, Secret>;

/// Why a document cannot be opened or written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SealError {
    WrongPassphrase,
    Damaged(&'static str),
    Newer(u32),
    System(&'static str),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Kdf {
    name: String,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    salt: String,
}

#[derive(Serialize, Deserialize)]
struct Document {
    format: String,
    version: u32,
    kdf: Kdf,
    check: String,
    sealed: String,
}

/// The part of a document that every version has.
#[derive(Deserialize)]
struct Preamble {
    format: String,
    version: u32,
}

/// What opens and seals one file. Derived once; the passphrase is not kept.
pub(super) struct Key {
    kdf: Kdf,
    bytes: Zeroizing<[u8; 32]>,
}

impl Key {
    /// A key for a new file, with a fresh salt.
    pub(super) fn create(passphrase: &Secret) -> Result<Self, SealError> {
        let kdf = Kdf {
            name: "argon2id".to_owned(),
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 1,
            salt: BASE64.encode(random::<16>()?),
        };
        Self::derive(kdf, passphrase)
    }

    /// The key of an existing document, proven by its check.
    pub(super) fn open(passphrase: &Secret, document: &[u8]) -> Result<Self, SealError> {
        let document = parse(document)?;
        let key = Self::derive(document.kdf, passphrase)?;
        match key.decrypt("check", &document.check) {
            Ok(text) if text.as_slice() == CHECK_TEXT => Ok(key),
            Ok(_) => Err(SealError::Damaged("check")),
            Err(Undecryptable::NotEncoded) => Err(SealError::Damaged("check")),
            Err(Undecryptable::NotAuthentic) => Err(SealError::WrongPassphrase),
        }
    }

    /// A whole document holding these entries.
    pub(super) fn seal(&self, entries: &Entries) -> Result<Vec<u8>, SealError> {
        let exposed: BTreeMap<&str, &str> =
            entries.iter().map(|(account, secret)| (account.as_str(), secret.expose())).collect();
        // Room for every character escaped, so that the buffer never moves and leaves a copy behind.
        let room =
            entries.iter().map(|(account, secret)| 6 * (account.len() + secret.expose().len()) + 8).sum::<usize>();
        let mut plain = Zeroizing::new(Vec::with_capacity(room + 2));
        serde_json::to_writer(&mut *plain, &exposed).map_err(|_| SealError::System("serialisation"))?;
        let document = Document {
            format: FORMAT.to_owned(),
            version: VERSION,
            kdf: self.kdf.clone(),
            check: self.encrypt("check", CHECK_TEXT)?,
            sealed: self.encrypt("sealed", &plain)?,
        };
        serde_json::to_vec_pretty(&document).map_err(|_| SealError::System("serialisation"))
    }

    /// The entries of a document of this key. One that was sealed under another passphrase since is
    /// [`SealError::WrongPassphrase`].
    pub(super) fn unseal(&self, document: &[u8]) -> Result<Entries, SealError> {
        let document = parse(document)?;
        if document.kdf != self.kdf {
            return Err(SealError::WrongPassphrase);
        }
        let plain = self.decrypt("sealed", &document.sealed).map_err(|_| SealError::Damaged("entries"))?;
        let entries: BTreeMap<String, Zeroizing<String>> =
            serde_json::from_slice(&plain).map_err(|_| SealError::Damaged("entries"))?;
        Ok(entries.into_iter().map(|(account, text)| (account, Secret::from(text))).collect())
    }

    fn derive(kdf: Kdf, passphrase: &Secret) -> Result<Self, SealError> {
        // Bounds, so that a file made by somebody else cannot take the machine's memory or its day.
        let sane = kdf.name == "argon2id"
            && (8..=1 << 20).contains(&kdf.memory_kib)
            && (1..=64).contains(&kdf.passes)
            && (1..=16).contains(&kdf.lanes);
        let salt = BASE64.decode(&kdf.salt).map_err(|_| SealError::Damaged("key derivation"))?;
        if !sane || !(8..=64).contains(&salt.len()) {
            return Err(SealError::Damaged("key derivation"));
        }
        let params = Params::new(kdf.memory_kib, kdf.passes, kdf.lanes, Some(32))
            .map_err(|_| SealError::Damaged("key derivation"))?;
        let mut bytes = Zeroizing::new([0_u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose().as_bytes(), &salt, &mut *bytes)
            .map_err(|_| SealError::System("memory"))?;
        Ok(Self { kdf, bytes })
    }

    /// What is authenticated with a part besides its content: its name and the whole header.
    fn header(&self, part: &str) -> String {
        let Kdf { name, memory_kib, passes, lanes, salt } = &self.kdf;
        format!("{FORMAT} {VERSION} {part} {name} {memory_kib} {passes} {lanes} {salt}")
    }

    fn encrypt(&self, part: &str, plain: &[u8]) -> Result<String, SealError> {
        let nonce = random::<NONCE_LEN>()?;
        let header = self.header(part);
        let payload = Payload { msg: plain, aad: header.as_bytes() };
        let encrypted = XChaCha20Poly1305::new((&*self.bytes).into())
            .encrypt((&nonce).into(), payload)
            .map_err(|_| SealError::System("encryption"))?;
        Ok(BASE64.encode([nonce.as_slice(), &encrypted].concat()))
    }

    fn decrypt(&self, part: &str, text: &str) -> Result<Zeroizing<Vec<u8>>, Undecryptable> {
        let bytes = BASE64.decode(text).map_err(|_| Undecryptable::NotEncoded)?;
        let (nonce, encrypted) = bytes.split_first_chunk::<NONCE_LEN>().ok_or(Undecryptable::NotEncoded)?;
        let header = self.header(part);
        XChaCha20Poly1305::new((&*self.bytes).into())
            .decrypt(nonce.into(), Payload { msg: encrypted, aad: header.as_bytes() })
            .map(Zeroizing::new)
            .map_err(|_| Undecryptable::NotAuthentic)
    }
}

enum Undecryptable {
    NotEncoded,
    NotAuthentic,
}

fn parse(document: &[u8]) -> Result<Document, SealError> {
    let preamble: Preamble = serde_json::from_slice(document).map_err(|_| SealError::Damaged("header"))?;
    if preamble.format != FORMAT {
        return Err(SealError::Damaged("header"));
    }
    if preamble.version > VERSION {
        return Err(SealError::Newer(preamble.version));
    }
    serde_json::from_slice(document).map_err(|_| SealError::Damaged("header"))
}

fn random<const N: usize>() -> Result<[u8; N], SealError> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(|_| SealError::System("random numbers"))?;
    Ok(bytes)
}

#[cfg(test)]
#[path = "sealed_tests.rs"]
mod tests;
