//! A certificate of the shop's own, as many small shops have in their test set-ups: nobody vouches for it.

use std::{io, sync::Arc};

use sha2::{Digest as _, Sha256};
use tokio_rustls::{
    TlsAcceptor,
    rustls::{
        ServerConfig,
        crypto::aws_lc_rs,
        pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer},
    },
};

/// The certificate https is served with.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// In DER.
    pub der: Vec<u8>,
    /// SHA-256 over the DER, in lower-case hexadecimal: what a merchant would compare.
    pub sha256: String,
}

/// Makes a certificate for `localhost` and 127.0.0.1, and what answers TLS with it.
pub fn acceptor() -> io::Result<(TlsAcceptor, Certificate)> {
    let names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    let made = rcgen::generate_simple_self_signed(names).map_err(io::Error::other)?;
    let der = made.cert.der().to_vec();
    let key = PrivateKeyDer::Pkcs8(PrivatePkcs8KeyDer::from(made.signing_key.serialize_der()));
    let config = ServerConfig::builder_with_provider(Arc::new(aws_lc_rs::default_provider()))
        .with_safe_default_protocol_versions()
        .map_err(io::Error::other)?
        .with_no_client_auth()
        .with_single_cert(vec![CertificateDer::from(der.clone())], key)
        .map_err(io::Error::other)?;
    let sha256 = Sha256::digest(&der).iter().map(|byte| format!("{byte:02x}")).collect();
    Ok((TlsAcceptor::from(Arc::new(config)), Certificate { der, sha256 }))
}
