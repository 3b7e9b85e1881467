//! What the encrypted file withstands.

use super::*;

fn passphrase() -> Secret {
    Secret::new("correct horse battery staple")
}

fn entries() -> Entries {
    [("shop/AN/key", "ck_1"), ("shop/AN/secret", "cs_\"2\"\n\u{1f511}")]
        .map(|(account, secret)| (account.to_owned(), Secret::new(secret)))
        .into()
}

fn exposed(entries: &Entries) -> Vec<(&str, &str)> {
    entries.iter().map(|(account, secret)| (account.as_str(), secret.expose())).collect()
}

/// A key that is quick to derive: what is tested is not how slow it is.
fn quick_key(passphrase: &Secret) -> Key {
    let kdf = Kdf { name: "argon2id".to_owned(), memory_kib: 8, passes: 1, lanes: 1, salt: BASE64.encode([7; 16]) };
    Key::derive(kdf, passphrase).unwrap()
}

fn sealed() -> Vec<u8> {
    quick_key(&passphrase()).seal(&entries()).unwrap()
}

/// The document with one member changed.
fn with(pointer: &str, value: serde_json::Value) -> Vec<u8> {
    let mut document: serde_json::Value = serde_json::from_slice(&sealed()).unwrap();
    *document.pointer_mut(pointer).unwrap() = value;
    serde_json::to_vec(&document).unwrap()
}

#[test]
fn what_goes_in_comes_out() {
    let document = sealed();
    let key = Key::open(&passphrase(), &document).unwrap();
    assert_eq!(exposed(&key.unseal(&document).unwrap()), exposed(&entries()));
}

#[test]
fn neither_accounts_nor_secrets_are_readable() {
    let document = String::from_utf8(sealed()).unwrap();
    for text in ["shop", "ck_1", "cs_"] {
        assert!(!document.replace("shopbell-secrets", "").contains(text), "{text}");
    }
    assert_ne!(sealed(), sealed(), "a nonce is never used twice");
}

#[test]
fn a_wrong_passphrase_is_told_from_damage() {
    assert_eq!(Key::open(&Secret::new("wrong"), &sealed()).err(), Some(SealError::WrongPassphrase));
    let key = quick_key(&passphrase());
    let other = quick_key(&Secret::new("other")).seal(&entries()).unwrap();
    let sealed_part: serde_json::Value = serde_json::from_slice::<serde_json::Value>(&other).unwrap()["sealed"].clone();
    assert_eq!(key.unseal(&with("/sealed", sealed_part)).err(), Some(SealError::Damaged("entries")));
}

#[test]
fn no_header_can_be_changed() {
    for (pointer, value) in
        [("/kdf/passes", 2.into()), ("/kdf/memory_kib", 16.into()), ("/kdf/salt", BASE64.encode([8; 16]).into())]
    {
        let document = with(pointer, value);
        assert_eq!(Key::open(&passphrase(), &document).err(), Some(SealError::WrongPassphrase), "{pointer}");
        assert_eq!(quick_key(&passphrase()).unseal(&document).err(), Some(SealError::WrongPassphrase), "{pointer}");
    }
}

#[test]
fn parts_cannot_change_places() {
    let document: serde_json::Value = serde_json::from_slice(&sealed()).unwrap();
    let swapped = with("/sealed", document["check"].clone());
    assert_eq!(quick_key(&passphrase()).unseal(&swapped).err(), Some(SealError::Damaged("entries")));
}

#[test]
fn what_would_take_the_machine_down_is_refused() {
    for (pointer, value) in [
        ("/kdf/memory_kib", u32::MAX.into()),
        ("/kdf/passes", u32::MAX.into()),
        ("/kdf/lanes", 1000.into()),
        ("/kdf/name", "argon2i".into()),
        ("/kdf/salt", "".into()),
        ("/kdf/salt", "*".into()),
    ] {
        let opened = Key::open(&passphrase(), &with(pointer, value)).err();
        assert_eq!(opened, Some(SealError::Damaged("key derivation")), "{pointer}");
    }
}

#[test]
fn a_newer_format_is_named() {
    assert_eq!(Key::open(&passphrase(), &with("/version", 2.into())).err(), Some(SealError::Newer(2)));
    let newer = br#"{"format":"shopbell-secrets","version":9,"all":"different"}"#;
    assert_eq!(Key::open(&passphrase(), newer).err(), Some(SealError::Newer(9)));
}

#[test]
fn every_cut_and_every_flipped_bit_is_noticed() {
    let document = sealed();
    let key = quick_key(&passphrase());
    for end in 0..document.len() {
        assert!(key.unseal(&document[..end]).is_err(), "cut at {end}");
    }
    let start = document.windows(8).position(|at| at == b"\"sealed\"").unwrap() + 12;
    for at in start..document.len() - 3 {
        let mut damaged = document.clone();
        damaged[at] ^= 1;
        assert!(key.unseal(&damaged).is_err(), "flipped at {at}");
    }
}

#[test]
fn the_real_parameters_are_the_strong_ones() {
    let key = Key::create(&passphrase()).unwrap();
    assert_eq!((key.kdf.memory_kib, key.kdf.passes), (65536, 3));
    let document = key.seal(&entries()).unwrap();
    let opened = Key::open(&passphrase(), &document).unwrap();
    assert_eq!(opened.unseal(&document).unwrap().len(), 2);
}
