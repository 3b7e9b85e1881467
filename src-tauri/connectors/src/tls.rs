//! Whom to believe over TLS: the certificates the operating system trusts, and besides at most one certificate whose
//! fingerprint the merchant compared with the shop's own (a server in the cellar with a self-made certificate).
//!
//! A refused certificate comes back with its fingerprint, because comparing is the only way on.

use std::{fmt, str::FromStr, sync::Arc};

use domain::{Code, Fault};
use rustls::{
    CertificateError, ClientConfig, DigitallySignedStruct, Error as TlsError, OtherError, SignatureScheme,
    client::danger::{HandshakeSignatureValid, ServerCertVerified, ServerCertVerifier},
    crypto::{CryptoProvider, verify_tls12_signature, verify_tls13_signature},
    pki_types::{CertificateDer, ServerName, UnixTime},
};
use rustls_platform_verifier::Verifier;
use sha2::{Digest, Sha256};

/// The SHA-256 of a certificate (DER), as browsers and `openssl x509 -fingerprint -sha256` show it.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The fingerprint of a certificate's DER bytes.
    #[must_use]
    pub fn of(certificate: &[u8]) -> Self {
        Self(Sha256::digest(certificate).into())
    }

    /// The fingerprint that a fault of code `Certificate` tells of: that of the certificate that was refused.
    #[must_use]
    pub fn refused(fault: &Fault) -> Option<Self> {
        if fault.code != Code::Certificate {
            return None;
        }
        fault.detail.rsplit(' ').next()?.parse().ok()
    }
}

/// The text is not 32 bytes in hexadecimal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a SHA-256 fingerprint")]
pub struct BadFingerprint;

impl FromStr for Fingerprint {
    type Err = BadFingerprint;

    /// Reads 64 hexadecimal digits, in either case, with or without colons and blanks between them.
    fn from_str(text: &str) -> Result<Self, BadFingerprint> {
        let digits: Vec<u8> = text
            .chars()
            .filter(|c| !matches!(c, ':' | ' '))
            .map(|c| c.to_digit(16).and_then(|digit| u8::try_from(digit).ok()))
            .collect::<Option<_>>()
            .ok_or(BadFingerprint)?;
        let bytes: Vec<u8> = digits.chunks(2).filter_map(|pair| Some(pair.first()? << 4 | pair.get(1)?)).collect();
        bytes.try_into().map(Self).map_err(|_| BadFingerprint)
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, byte) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(":")?;
            }
            write!(f, "{byte:02X}")?;
        }
        Ok(())
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Why a certificate was refused, carried through the layers of the HTTP client.
#[derive(Debug)]
pub(crate) struct Refused {
    fingerprint: Fingerprint,
    reason: CertificateError,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "certificate refused: {}", self.fingerprint)
    }
}

impl std::error::Error for Refused {}

impl Refused {
    /// The refusal in a chain of errors, if it is why a connection failed.
    pub(crate) fn find<'e>(error: &'e (dyn std::error::Error + 'static)) -> Option<&'e Self> {
        let mut next = Some(error);
        while let Some(error) = next {
            if let Some(TlsError::InvalidCertificate(CertificateError::Other(OtherError(other)))) =
                error.downcast_ref::<TlsError>()
            {
                return other.downcast_ref::<Self>();
            }
            // An i/o error's `source` skips the error it wraps.
            next = error
                .downcast_ref::<std::io::Error>()
                .and_then(std::io::Error::get_ref)
                .map(|inner| inner as &(dyn std::error::Error + 'static))
                .or_else(|| error.source());
        }
        None
    }

    /// What to tell the merchant. A certificate that is not valid yet is hardly ever served: it is our clock that is
    /// behind.
    pub(crate) fn fault(&self, operation: &str) -> Fault {
        let reason = match &self.reason {
            CertificateError::NotValidYet | CertificateError::NotValidYetContext { .. } => {
                return Fault::new(Code::Clock, operation, "by this computer's clock the certificate is not valid yet");
            }
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => "it has expired",
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => {
                "it was issued for another name"
            }
            CertificateError::UnknownIssuer => "its issuer is not known",
            CertificateError::Revoked => "it was revoked",
            _ => "it is not trusted",
        };
        Fault::new(Code::Certificate, operation, format!("{reason}; SHA-256 {}", self.fingerprint))
    }
}

/// Verifies as the operating system does, or by the one trusted fingerprint.
#[derive(Debug)]
struct PlatformOrPinned {
    /// `None` on a machine without any trusted certificates: then only the fingerprint can help.
    platform: Option<Verifier>,
    provider: Arc<CryptoProvider>,
    trusted: Option<Fingerprint>,
}

impl ServerCertVerifier for PlatformOrPinned {
    fn verify_server_cert(
        &self,
        end_entity: &CertificateDer<'_>,
        intermediates: &[CertificateDer<'_>],
        server_name: &ServerName<'_>,
        ocsp_response: &[u8],
        now: UnixTime,
    ) -> Result<ServerCertVerified, TlsError> {
        let fingerprint = Fingerprint::of(end_entity);
        if self.trusted == Some(fingerprint) {
            return Ok(ServerCertVerified::assertion());
        }
        let verdict = match &self.platform {
            Some(platform) => platform.verify_server_cert(end_entity, intermediates, server_name, ocsp_response, now),
            None => Err(CertificateError::UnknownIssuer.into()),
        };
        verdict.map_err(|error| {
            let reason = match error {
                TlsError::InvalidCertificate(reason) => reason,
                _ => CertificateError::UnknownIssuer,
            };
            CertificateError::Other(OtherError(Arc::new(Refused { fingerprint, reason }))).into()
        })
    }

    fn verify_tls12_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls12_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn verify_tls13_signature(
        &self,
        message: &[u8],
        cert: &CertificateDer<'_>,
        dss: &DigitallySignedStruct,
    ) -> Result<HandshakeSignatureValid, TlsError> {
        verify_tls13_signature(message, cert, dss, &self.provider.signature_verification_algorithms)
    }

    fn supported_verify_schemes(&self) -> Vec<SignatureScheme> {
        self.provider.signature_verification_algorithms.supported_schemes()
    }
}

/// The TLS settings of a client that trusts the system's certificates and, besides, `trusted`.
pub(crate) fn client_config(trusted: Option<Fingerprint>) -> Result<ClientConfig, Fault> {
    let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
    let verifier =
        PlatformOrPinned { platform: Verifier::new(provider.clone()).ok(), provider: provider.clone(), trusted };
    let mut config = ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .map_err(|_| Fault::new(Code::Internal, "set up TLS", "no protocol version in common"))?
        .dangerous()
        .with_custom_certificate_verifier(Arc::new(verifier))
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fingerprints_are_read_as_they_are_written() {
        let fingerprint = Fingerprint::of(b"abc");
        let text = fingerprint.to_string();
        assert!(text.starts_with("BA:78:16:BF:8F:01:CF:EA"));
        assert_eq!(text.parse(), Ok(fingerprint));
        assert_eq!(text.replace(':', "").to_lowercase().parse(), Ok(fingerprint));
        for bad in ["", "BA:78", "zz", &format!("{text}:00")] {
            assert_eq!(bad.parse::<Fingerprint>(), Err(BadFingerprint), "{bad}");
        }
    }

    #[test]
    fn a_refusal_tells_reason_and_fingerprint() {
        let refused = |reason| Refused { fingerprint: Fingerprint::of(b"abc"), reason }.fault("sign in");
        let fault = refused(CertificateError::Expired);
        assert_eq!(fault.code, Code::Certificate);
        assert_eq!(Fingerprint::refused(&fault), Some(Fingerprint::of(b"abc")));
        assert_eq!(refused(CertificateError::NotValidYet).code, Code::Clock);
    }
}
