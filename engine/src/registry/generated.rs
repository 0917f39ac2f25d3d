// Made from engine/registry/*.csv by generate.py there: change those and run `make registry`.

use super::suite::{Bulk, Hash, KeyExchange, Suite};
use super::{
    ContentType,
    HandshakeType,
    ProtocolVersion,
    CipherSuite,
    ExtensionType,
    NamedGroup,
    SignatureScheme,
    AlertDescription,
    AlertLevel,
    CompressionMethod,
    PskKeyExchangeMode,
    CertificateCompressionAlgorithm,
    ClientCertificateType,
    EcPointFormat,
    Entry,
};

pub(super) static CONTENT_TYPE: &[Entry] = &[
    Entry { value: 20, name: "change_cipher_spec", reference: "[RFC9846]" },
    Entry { value: 21, name: "alert", reference: "[RFC9846]" },
    Entry { value: 22, name: "handshake", reference: "[RFC9846]" },
    Entry { value: 23, name: "application_data", reference: "[RFC9846]" },
    Entry { value: 24, name: "heartbeat", reference: "[RFC6520]" },
    Entry { value: 25, name: "tls12_cid", reference: "[RFC9146]" },
    Entry { value: 26, name: "ACK", reference: "[RFC9147]" },
    Entry { value: 27, name: "return_routability_check", reference: "[RFC9853]" },
];

impl ContentType {
    pub const CHANGE_CIPHER_SPEC: Self = Self(20);
    pub const ALERT: Self = Self(21);
    pub const HANDSHAKE: Self = Self(22);
    pub const APPLICATION_DATA: Self = Self(23);
    pub const HEARTBEAT: Self = Self(24);
    pub const TLS12_CID: Self = Self(25);
    pub const ACK: Self = Self(26);
    pub const RETURN_ROUTABILITY_CHECK: Self = Self(27);
}

pub(super) static HANDSHAKE_TYPE: &[Entry] = &[
    Entry { value: 0, name: "hello_request_RESERVED", reference: "[RFC9846]" },
    Entry { value: 1, name: "client_hello", reference: "[RFC9846]" },
    Entry { value: 2, name: "server_hello", reference: "[RFC9846]" },
    Entry { value: 3, name: "hello_verify_request_RESERVED", reference: "[RFC6347][RFC9846]" },
    Entry { value: 4, name: "new_session_ticket", reference: "[RFC4507][RFC9846][RFC8447][RFC Errata 7250]" },
    Entry { value: 5, name: "end_of_early_data", reference: "[RFC9846]" },
    Entry { value: 6, name: "hello_retry_request_RESERVED", reference: "[RFC9846]" },
    Entry { value: 8, name: "encrypted_extensions", reference: "[RFC9846]" },
    Entry { value: 9, name: "request_connection_id", reference: "[RFC9147]" },
    Entry { value: 10, name: "new_connection_id", reference: "[RFC9147]" },
    Entry { value: 11, name: "certificate", reference: "[RFC9846]" },
    Entry { value: 12, name: "server_key_exchange_RESERVED", reference: "[RFC9846]" },
    Entry { value: 13, name: "certificate_request", reference: "[RFC9846]" },
    Entry { value: 14, name: "server_hello_done_RESERVED", reference: "[RFC9846]" },
    Entry { value: 15, name: "certificate_verify", reference: "[RFC9846]" },
    Entry { value: 16, name: "client_key_exchange_RESERVED", reference: "[RFC9846]" },
    Entry { value: 17, name: "client_certificate_request", reference: "[RFC9261]" },
    Entry { value: 20, name: "finished", reference: "[RFC9846]" },
    Entry { value: 21, name: "certificate_url_RESERVED", reference: "[RFC6066][RFC9846]" },
    Entry { value: 22, name: "certificate_status_RESERVED", reference: "[RFC6066][RFC9846]" },
    Entry { value: 23, name: "supplemental_data_RESERVED", reference: "[RFC4680][RFC9846]" },
    Entry { value: 24, name: "key_update", reference: "[RFC9846]" },
    Entry { value: 25, name: "compressed_certificate", reference: "[RFC8879]" },
    Entry { value: 26, name: "ekt_key", reference: "[RFC8870]" },
    Entry { value: 254, name: "message_hash", reference: "[RFC9846]" },
];

impl HandshakeType {
    pub const HELLO_REQUEST_RESERVED: Self = Self(0);
    pub const CLIENT_HELLO: Self = Self(1);
    pub const SERVER_HELLO: Self = Self(2);
    pub const HELLO_VERIFY_REQUEST_RESERVED: Self = Self(3);
    pub const NEW_SESSION_TICKET: Self = Self(4);
    pub const END_OF_EARLY_DATA: Self = Self(5);
    pub const HELLO_RETRY_REQUEST_RESERVED: Self = Self(6);
    pub const ENCRYPTED_EXTENSIONS: Self = Self(8);
    pub const REQUEST_CONNECTION_ID: Self = Self(9);
    pub const NEW_CONNECTION_ID: Self = Self(10);
    pub const CERTIFICATE: Self = Self(11);
    pub const SERVER_KEY_EXCHANGE_RESERVED: Self = Self(12);
    pub const CERTIFICATE_REQUEST: Self = Self(13);
    pub const SERVER_HELLO_DONE_RESERVED: Self = Self(14);
    pub const CERTIFICATE_VERIFY: Self = Self(15);
    pub const CLIENT_KEY_EXCHANGE_RESERVED: Self = Self(16);
    pub const CLIENT_CERTIFICATE_REQUEST: Self = Self(17);
    pub const FINISHED: Self = Self(20);
    pub const CERTIFICATE_URL_RESERVED: Self = Self(21);
    pub const CERTIFICATE_STATUS_RESERVED: Self = Self(22);
    pub const SUPPLEMENTAL_DATA_RESERVED: Self = Self(23);
    pub const KEY_UPDATE: Self = Self(24);
    pub const COMPRESSED_CERTIFICATE: Self = Self(25);
    pub const EKT_KEY: Self = Self(26);
    pub const MESSAGE_HASH: Self = Self(254);
}

pub(super) static PROTOCOL_VERSION: &[Entry] = &[
    Entry { value: 2, name: "SSL 2.0", reference: "[Hickman 1995]" },
    Entry { value: 256, name: "DTLS 1.0 (OpenSSL before 0.9.8f)", reference: "" },
    Entry { value: 257, name: "TLCP 1.1 (GMTLS)", reference: "[GB/T 38636-2020]" },
    Entry { value: 768, name: "SSL 3.0", reference: "[RFC6101]" },
    Entry { value: 769, name: "TLS 1.0", reference: "[RFC2246]" },
    Entry { value: 770, name: "TLS 1.1", reference: "[RFC4346]" },
    Entry { value: 771, name: "TLS 1.2", reference: "[RFC5246]" },
    Entry { value: 772, name: "TLS 1.3", reference: "[RFC8446][RFC9846]" },
    Entry { value: 32257, name: "TLS 1.3 Google experiment 1", reference: "" },
    Entry { value: 32258, name: "TLS 1.3 Google experiment 2", reference: "" },
    Entry { value: 32259, name: "TLS 1.3 Google experiment 3", reference: "" },
    Entry { value: 32526, name: "TLS 1.3 draft 14", reference: "[draft-ietf-tls-tls13-14]" },
    Entry { value: 32527, name: "TLS 1.3 draft 15", reference: "[draft-ietf-tls-tls13-15]" },
    Entry { value: 32528, name: "TLS 1.3 draft 16", reference: "[draft-ietf-tls-tls13-16]" },
    Entry { value: 32529, name: "TLS 1.3 draft 17", reference: "[draft-ietf-tls-tls13-17]" },
    Entry { value: 32530, name: "TLS 1.3 draft 18", reference: "[draft-ietf-tls-tls13-18]" },
    Entry { value: 32531, name: "TLS 1.3 draft 19", reference: "[draft-ietf-tls-tls13-19]" },
    Entry { value: 32532, name: "TLS 1.3 draft 20", reference: "[draft-ietf-tls-tls13-20]" },
    Entry { value: 32533, name: "TLS 1.3 draft 21", reference: "[draft-ietf-tls-tls13-21]" },
    Entry { value: 32534, name: "TLS 1.3 draft 22", reference: "[draft-ietf-tls-tls13-22]" },
    Entry { value: 32535, name: "TLS 1.3 draft 23", reference: "[draft-ietf-tls-tls13-23]" },
    Entry { value: 32536, name: "TLS 1.3 draft 24", reference: "[draft-ietf-tls-tls13-24]" },
    Entry { value: 32537, name: "TLS 1.3 draft 25", reference: "[draft-ietf-tls-tls13-25]" },
    Entry { value: 32538, name: "TLS 1.3 draft 26", reference: "[draft-ietf-tls-tls13-26]" },
    Entry { value: 32539, name: "TLS 1.3 draft 27", reference: "[draft-ietf-tls-tls13-27]" },
    Entry { value: 32540, name: "TLS 1.3 draft 28", reference: "[draft-ietf-tls-tls13-28]" },
    Entry { value: 64279, name: "TLS 1.3 (Facebook draft 23)", reference: "" },
    Entry { value: 64282, name: "TLS 1.3 (Facebook draft 26)", reference: "" },
    Entry { value: 65276, name: "DTLS 1.3", reference: "[RFC9147]" },
    Entry { value: 65277, name: "DTLS 1.2", reference: "[RFC6347]" },
    Entry { value: 65279, name: "DTLS 1.0", reference: "[RFC4347]" },
];

impl ProtocolVersion {
    pub const SSL_2_0: Self = Self(2);
    pub const DTLS_1_0_OPENSSL_BEFORE_0_9_8F: Self = Self(256);
    pub const TLCP_1_1_GMTLS: Self = Self(257);
    pub const SSL_3_0: Self = Self(768);
    pub const TLS_1_0: Self = Self(769);
    pub const TLS_1_1: Self = Self(770);
    pub const TLS_1_2: Self = Self(771);
    pub const TLS_1_3: Self = Self(772);
    pub const TLS_1_3_GOOGLE_EXPERIMENT_1: Self = Self(32257);
    pub const TLS_1_3_GOOGLE_EXPERIMENT_2: Self = Self(32258);
    pub const TLS_1_3_GOOGLE_EXPERIMENT_3: Self = Self(32259);
    pub const TLS_1_3_DRAFT_14: Self = Self(32526);
    pub const TLS_1_3_DRAFT_15: Self = Self(32527);
    pub const TLS_1_3_DRAFT_16: Self = Self(32528);
    pub const TLS_1_3_DRAFT_17: Self = Self(32529);
    pub const TLS_1_3_DRAFT_18: Self = Self(32530);
    pub const TLS_1_3_DRAFT_19: Self = Self(32531);
    pub const TLS_1_3_DRAFT_20: Self = Self(32532);
    pub const TLS_1_3_DRAFT_21: Self = Self(32533);
    pub const TLS_1_3_DRAFT_22: Self = Self(32534);
    pub const TLS_1_3_DRAFT_23: Self = Self(32535);
    pub const TLS_1_3_DRAFT_24: Self = Self(32536);
    pub const TLS_1_3_DRAFT_25: Self = Self(32537);
    pub const TLS_1_3_DRAFT_26: Self = Self(32538);
    pub const TLS_1_3_DRAFT_27: Self = Self(32539);
    pub const TLS_1_3_DRAFT_28: Self = Self(32540);
    pub const TLS_1_3_FACEBOOK_DRAFT_23: Self = Self(64279);
    pub const TLS_1_3_FACEBOOK_DRAFT_26: Self = Self(64282);
    pub const DTLS_1_3: Self = Self(65276);
    pub const DTLS_1_2: Self = Self(65277);
    pub const DTLS_1_0: Self = Self(65279);
}

pub(super) static CIPHER_SUITE: &[Entry] = &[
    Entry { value: 0, name: "TLS_NULL_WITH_NULL_NULL", reference: "[RFC5246]" },
    Entry { value: 1, name: "TLS_RSA_WITH_NULL_MD5", reference: "[RFC5246][RFC10015]" },
    Entry { value: 2, name: "TLS_RSA_WITH_NULL_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 3, name: "TLS_RSA_EXPORT_WITH_RC4_40_MD5", reference: "[RFC4346][RFC6347][RFC10015]" },
    Entry { value: 4, name: "TLS_RSA_WITH_RC4_128_MD5", reference: "[RFC5246][RFC6347][RFC10015]" },
    Entry { value: 5, name: "TLS_RSA_WITH_RC4_128_SHA", reference: "[RFC5246][RFC6347][RFC10015]" },
    Entry { value: 6, name: "TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5", reference: "[RFC4346][RFC10015]" },
    Entry { value: 7, name: "TLS_RSA_WITH_IDEA_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 8, name: "TLS_RSA_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 9, name: "TLS_RSA_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 10, name: "TLS_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 11, name: "TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 12, name: "TLS_DH_DSS_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 13, name: "TLS_DH_DSS_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 14, name: "TLS_DH_RSA_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 15, name: "TLS_DH_RSA_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 16, name: "TLS_DH_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 17, name: "TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 18, name: "TLS_DHE_DSS_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 19, name: "TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 20, name: "TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 21, name: "TLS_DHE_RSA_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 22, name: "TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 23, name: "TLS_DH_anon_EXPORT_WITH_RC4_40_MD5", reference: "[RFC4346][RFC6347][RFC10015]" },
    Entry { value: 24, name: "TLS_DH_anon_WITH_RC4_128_MD5", reference: "[RFC5246][RFC6347][RFC10015]" },
    Entry { value: 25, name: "TLS_DH_anon_EXPORT_WITH_DES40_CBC_SHA", reference: "[RFC4346][RFC10015]" },
    Entry { value: 26, name: "TLS_DH_anon_WITH_DES_CBC_SHA", reference: "[RFC8996][RFC10015]" },
    Entry { value: 27, name: "TLS_DH_anon_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 30, name: "TLS_KRB5_WITH_DES_CBC_SHA", reference: "[RFC2712][RFC9847]" },
    Entry { value: 31, name: "TLS_KRB5_WITH_3DES_EDE_CBC_SHA", reference: "[RFC2712]" },
    Entry { value: 32, name: "TLS_KRB5_WITH_RC4_128_SHA", reference: "[RFC2712][RFC6347][RFC9847]" },
    Entry { value: 33, name: "TLS_KRB5_WITH_IDEA_CBC_SHA", reference: "[RFC2712][RFC9847]" },
    Entry { value: 34, name: "TLS_KRB5_WITH_DES_CBC_MD5", reference: "[RFC2712][RFC9847]" },
    Entry { value: 35, name: "TLS_KRB5_WITH_3DES_EDE_CBC_MD5", reference: "[RFC2712]" },
    Entry { value: 36, name: "TLS_KRB5_WITH_RC4_128_MD5", reference: "[RFC2712][RFC6347][RFC9847]" },
    Entry { value: 37, name: "TLS_KRB5_WITH_IDEA_CBC_MD5", reference: "[RFC2712][RFC9847]" },
    Entry { value: 38, name: "TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA", reference: "[RFC2712][RFC9847]" },
    Entry { value: 39, name: "TLS_KRB5_EXPORT_WITH_RC2_CBC_40_SHA", reference: "[RFC2712][RFC9847]" },
    Entry { value: 40, name: "TLS_KRB5_EXPORT_WITH_RC4_40_SHA", reference: "[RFC2712][RFC6347][RFC9847]" },
    Entry { value: 41, name: "TLS_KRB5_EXPORT_WITH_DES_CBC_40_MD5", reference: "[RFC2712][RFC9847]" },
    Entry { value: 42, name: "TLS_KRB5_EXPORT_WITH_RC2_CBC_40_MD5", reference: "[RFC2712][RFC9847]" },
    Entry { value: 43, name: "TLS_KRB5_EXPORT_WITH_RC4_40_MD5", reference: "[RFC2712][RFC6347][RFC9847]" },
    Entry { value: 44, name: "TLS_PSK_WITH_NULL_SHA", reference: "[RFC4785][RFC9847]" },
    Entry { value: 45, name: "TLS_DHE_PSK_WITH_NULL_SHA", reference: "[RFC4785][RFC10015]" },
    Entry { value: 46, name: "TLS_RSA_PSK_WITH_NULL_SHA", reference: "[RFC4785][RFC10015]" },
    Entry { value: 47, name: "TLS_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 48, name: "TLS_DH_DSS_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 49, name: "TLS_DH_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 50, name: "TLS_DHE_DSS_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 51, name: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 52, name: "TLS_DH_anon_WITH_AES_128_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 53, name: "TLS_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 54, name: "TLS_DH_DSS_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 55, name: "TLS_DH_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 56, name: "TLS_DHE_DSS_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 57, name: "TLS_DHE_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 58, name: "TLS_DH_anon_WITH_AES_256_CBC_SHA", reference: "[RFC5246][RFC10015]" },
    Entry { value: 59, name: "TLS_RSA_WITH_NULL_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 60, name: "TLS_RSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 61, name: "TLS_RSA_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 62, name: "TLS_DH_DSS_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 63, name: "TLS_DH_RSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 64, name: "TLS_DHE_DSS_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 65, name: "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 66, name: "TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 67, name: "TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 68, name: "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 69, name: "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 70, name: "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 103, name: "TLS_DHE_RSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 104, name: "TLS_DH_DSS_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 105, name: "TLS_DH_RSA_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 106, name: "TLS_DHE_DSS_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 107, name: "TLS_DHE_RSA_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 108, name: "TLS_DH_anon_WITH_AES_128_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 109, name: "TLS_DH_anon_WITH_AES_256_CBC_SHA256", reference: "[RFC5246][RFC10015]" },
    Entry { value: 110, name: "TLS_ASCONAEAD128_ASCONHASH256", reference: "[https://doi.org/10.6028/NIST.SP.800-232]" },
    Entry { value: 111, name: "TLS_ASCONAEAD128_SHA256", reference: "[https://doi.org/10.6028/NIST.SP.800-232][RFC9846]" },
    Entry { value: 112, name: "TLS_AES_128_GCM_ASCONHASH256", reference: "[https://doi.org/10.6028/NIST.SP.800-232][RFC9846]" },
    Entry { value: 113, name: "TLS_AES_128_CCM_ASCONHASH256", reference: "[https://doi.org/10.6028/NIST.SP.800-232][RFC9846]" },
    Entry { value: 132, name: "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 133, name: "TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 134, name: "TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932]" },
    Entry { value: 135, name: "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 136, name: "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932][RFC10015]" },
    Entry { value: 137, name: "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA", reference: "[RFC5932]" },
    Entry { value: 138, name: "TLS_PSK_WITH_RC4_128_SHA", reference: "[RFC4279][RFC6347][RFC9847]" },
    Entry { value: 139, name: "TLS_PSK_WITH_3DES_EDE_CBC_SHA", reference: "[RFC4279]" },
    Entry { value: 140, name: "TLS_PSK_WITH_AES_128_CBC_SHA", reference: "[RFC4279]" },
    Entry { value: 141, name: "TLS_PSK_WITH_AES_256_CBC_SHA", reference: "[RFC4279]" },
    Entry { value: 142, name: "TLS_DHE_PSK_WITH_RC4_128_SHA", reference: "[RFC4279][RFC6347][RFC10015]" },
    Entry { value: 143, name: "TLS_DHE_PSK_WITH_3DES_EDE_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 144, name: "TLS_DHE_PSK_WITH_AES_128_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 145, name: "TLS_DHE_PSK_WITH_AES_256_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 146, name: "TLS_RSA_PSK_WITH_RC4_128_SHA", reference: "[RFC4279][RFC6347][RFC10015]" },
    Entry { value: 147, name: "TLS_RSA_PSK_WITH_3DES_EDE_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 148, name: "TLS_RSA_PSK_WITH_AES_128_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 149, name: "TLS_RSA_PSK_WITH_AES_256_CBC_SHA", reference: "[RFC4279][RFC10015]" },
    Entry { value: 150, name: "TLS_RSA_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 151, name: "TLS_DH_DSS_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 152, name: "TLS_DH_RSA_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 153, name: "TLS_DHE_DSS_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 154, name: "TLS_DHE_RSA_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 155, name: "TLS_DH_anon_WITH_SEED_CBC_SHA", reference: "[RFC4162][RFC10015]" },
    Entry { value: 156, name: "TLS_RSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 157, name: "TLS_RSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 158, name: "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 159, name: "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 160, name: "TLS_DH_RSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 161, name: "TLS_DH_RSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 162, name: "TLS_DHE_DSS_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 163, name: "TLS_DHE_DSS_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 164, name: "TLS_DH_DSS_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 165, name: "TLS_DH_DSS_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 166, name: "TLS_DH_anon_WITH_AES_128_GCM_SHA256", reference: "[RFC5288][RFC10015]" },
    Entry { value: 167, name: "TLS_DH_anon_WITH_AES_256_GCM_SHA384", reference: "[RFC5288][RFC10015]" },
    Entry { value: 168, name: "TLS_PSK_WITH_AES_128_GCM_SHA256", reference: "[RFC5487]" },
    Entry { value: 169, name: "TLS_PSK_WITH_AES_256_GCM_SHA384", reference: "[RFC5487]" },
    Entry { value: 170, name: "TLS_DHE_PSK_WITH_AES_128_GCM_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 171, name: "TLS_DHE_PSK_WITH_AES_256_GCM_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 172, name: "TLS_RSA_PSK_WITH_AES_128_GCM_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 173, name: "TLS_RSA_PSK_WITH_AES_256_GCM_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 174, name: "TLS_PSK_WITH_AES_128_CBC_SHA256", reference: "[RFC5487]" },
    Entry { value: 175, name: "TLS_PSK_WITH_AES_256_CBC_SHA384", reference: "[RFC5487]" },
    Entry { value: 176, name: "TLS_PSK_WITH_NULL_SHA256", reference: "[RFC5487][RFC9847]" },
    Entry { value: 177, name: "TLS_PSK_WITH_NULL_SHA384", reference: "[RFC5487][RFC9847]" },
    Entry { value: 178, name: "TLS_DHE_PSK_WITH_AES_128_CBC_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 179, name: "TLS_DHE_PSK_WITH_AES_256_CBC_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 180, name: "TLS_DHE_PSK_WITH_NULL_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 181, name: "TLS_DHE_PSK_WITH_NULL_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 182, name: "TLS_RSA_PSK_WITH_AES_128_CBC_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 183, name: "TLS_RSA_PSK_WITH_AES_256_CBC_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 184, name: "TLS_RSA_PSK_WITH_NULL_SHA256", reference: "[RFC5487][RFC10015]" },
    Entry { value: 185, name: "TLS_RSA_PSK_WITH_NULL_SHA384", reference: "[RFC5487][RFC10015]" },
    Entry { value: 186, name: "TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 187, name: "TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 188, name: "TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 189, name: "TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 190, name: "TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 191, name: "TLS_DH_anon_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 192, name: "TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 193, name: "TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 194, name: "TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 195, name: "TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 196, name: "TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 197, name: "TLS_DH_anon_WITH_CAMELLIA_256_CBC_SHA256", reference: "[RFC5932][RFC10015]" },
    Entry { value: 198, name: "TLS_SM4_GCM_SM3", reference: "[RFC8998]" },
    Entry { value: 199, name: "TLS_SM4_CCM_SM3", reference: "[RFC8998]" },
    Entry { value: 255, name: "TLS_EMPTY_RENEGOTIATION_INFO_SCSV", reference: "[RFC5746]" },
    Entry { value: 4865, name: "TLS_AES_128_GCM_SHA256", reference: "[RFC9846]" },
    Entry { value: 4866, name: "TLS_AES_256_GCM_SHA384", reference: "[RFC9846]" },
    Entry { value: 4867, name: "TLS_CHACHA20_POLY1305_SHA256", reference: "[RFC9846]" },
    Entry { value: 4868, name: "TLS_AES_128_CCM_SHA256", reference: "[RFC9846]" },
    Entry { value: 4869, name: "TLS_AES_128_CCM_8_SHA256", reference: "[RFC9846][IESG Action 2018-08-16]" },
    Entry { value: 4870, name: "TLS_AEGIS_256_SHA512", reference: "[draft-irtf-cfrg-aegis-aead-08]" },
    Entry { value: 4871, name: "TLS_AEGIS_128L_SHA256", reference: "[draft-irtf-cfrg-aegis-aead-08]" },
    Entry { value: 22016, name: "TLS_FALLBACK_SCSV", reference: "[RFC7507]" },
    Entry { value: 49153, name: "TLS_ECDH_ECDSA_WITH_NULL_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49154, name: "TLS_ECDH_ECDSA_WITH_RC4_128_SHA", reference: "[RFC8422][RFC6347][RFC10015]" },
    Entry { value: 49155, name: "TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49156, name: "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49157, name: "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49158, name: "TLS_ECDHE_ECDSA_WITH_NULL_SHA", reference: "[RFC8422][RFC9847]" },
    Entry { value: 49159, name: "TLS_ECDHE_ECDSA_WITH_RC4_128_SHA", reference: "[RFC8422][RFC6347][RFC9847]" },
    Entry { value: 49160, name: "TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49161, name: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49162, name: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49163, name: "TLS_ECDH_RSA_WITH_NULL_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49164, name: "TLS_ECDH_RSA_WITH_RC4_128_SHA", reference: "[RFC8422][RFC6347][RFC10015]" },
    Entry { value: 49165, name: "TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49166, name: "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49167, name: "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49168, name: "TLS_ECDHE_RSA_WITH_NULL_SHA", reference: "[RFC8422][RFC9847]" },
    Entry { value: 49169, name: "TLS_ECDHE_RSA_WITH_RC4_128_SHA", reference: "[RFC8422][RFC6347][RFC9847]" },
    Entry { value: 49170, name: "TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49171, name: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49172, name: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC8422]" },
    Entry { value: 49173, name: "TLS_ECDH_anon_WITH_NULL_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49174, name: "TLS_ECDH_anon_WITH_RC4_128_SHA", reference: "[RFC8422][RFC6347][RFC10015]" },
    Entry { value: 49175, name: "TLS_ECDH_anon_WITH_3DES_EDE_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49176, name: "TLS_ECDH_anon_WITH_AES_128_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49177, name: "TLS_ECDH_anon_WITH_AES_256_CBC_SHA", reference: "[RFC8422][RFC10015]" },
    Entry { value: 49178, name: "TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49179, name: "TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49180, name: "TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49181, name: "TLS_SRP_SHA_WITH_AES_128_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49182, name: "TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49183, name: "TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49184, name: "TLS_SRP_SHA_WITH_AES_256_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49185, name: "TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49186, name: "TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA", reference: "[RFC5054]" },
    Entry { value: 49187, name: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5289]" },
    Entry { value: 49188, name: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384", reference: "[RFC5289]" },
    Entry { value: 49189, name: "TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49190, name: "TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49191, name: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5289]" },
    Entry { value: 49192, name: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", reference: "[RFC5289]" },
    Entry { value: 49193, name: "TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49194, name: "TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49195, name: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5289]" },
    Entry { value: 49196, name: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5289]" },
    Entry { value: 49197, name: "TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49198, name: "TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49199, name: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5289]" },
    Entry { value: 49200, name: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5289]" },
    Entry { value: 49201, name: "TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49202, name: "TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384", reference: "[RFC5289][RFC10015]" },
    Entry { value: 49203, name: "TLS_ECDHE_PSK_WITH_RC4_128_SHA", reference: "[RFC5489][RFC6347][RFC9847]" },
    Entry { value: 49204, name: "TLS_ECDHE_PSK_WITH_3DES_EDE_CBC_SHA", reference: "[RFC5489]" },
    Entry { value: 49205, name: "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA", reference: "[RFC5489]" },
    Entry { value: 49206, name: "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA", reference: "[RFC5489]" },
    Entry { value: 49207, name: "TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256", reference: "[RFC5489]" },
    Entry { value: 49208, name: "TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384", reference: "[RFC5489]" },
    Entry { value: 49209, name: "TLS_ECDHE_PSK_WITH_NULL_SHA", reference: "[RFC5489][RFC9847]" },
    Entry { value: 49210, name: "TLS_ECDHE_PSK_WITH_NULL_SHA256", reference: "[RFC5489][RFC9847]" },
    Entry { value: 49211, name: "TLS_ECDHE_PSK_WITH_NULL_SHA384", reference: "[RFC5489][RFC9847]" },
    Entry { value: 49212, name: "TLS_RSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49213, name: "TLS_RSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49214, name: "TLS_DH_DSS_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49215, name: "TLS_DH_DSS_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49216, name: "TLS_DH_RSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49217, name: "TLS_DH_RSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49218, name: "TLS_DHE_DSS_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49219, name: "TLS_DHE_DSS_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49220, name: "TLS_DHE_RSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49221, name: "TLS_DHE_RSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49222, name: "TLS_DH_anon_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49223, name: "TLS_DH_anon_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49224, name: "TLS_ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209]" },
    Entry { value: 49225, name: "TLS_ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209]" },
    Entry { value: 49226, name: "TLS_ECDH_ECDSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49227, name: "TLS_ECDH_ECDSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49228, name: "TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209]" },
    Entry { value: 49229, name: "TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209]" },
    Entry { value: 49230, name: "TLS_ECDH_RSA_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49231, name: "TLS_ECDH_RSA_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49232, name: "TLS_RSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49233, name: "TLS_RSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49234, name: "TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49235, name: "TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49236, name: "TLS_DH_RSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49237, name: "TLS_DH_RSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49238, name: "TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49239, name: "TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49240, name: "TLS_DH_DSS_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49241, name: "TLS_DH_DSS_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49242, name: "TLS_DH_anon_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49243, name: "TLS_DH_anon_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49244, name: "TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209]" },
    Entry { value: 49245, name: "TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209]" },
    Entry { value: 49246, name: "TLS_ECDH_ECDSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49247, name: "TLS_ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49248, name: "TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209]" },
    Entry { value: 49249, name: "TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209]" },
    Entry { value: 49250, name: "TLS_ECDH_RSA_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49251, name: "TLS_ECDH_RSA_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49252, name: "TLS_PSK_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209]" },
    Entry { value: 49253, name: "TLS_PSK_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209]" },
    Entry { value: 49254, name: "TLS_DHE_PSK_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49255, name: "TLS_DHE_PSK_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49256, name: "TLS_RSA_PSK_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49257, name: "TLS_RSA_PSK_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49258, name: "TLS_PSK_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209]" },
    Entry { value: 49259, name: "TLS_PSK_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209]" },
    Entry { value: 49260, name: "TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49261, name: "TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49262, name: "TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49263, name: "TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384", reference: "[RFC6209][RFC10015]" },
    Entry { value: 49264, name: "TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256", reference: "[RFC6209]" },
    Entry { value: 49265, name: "TLS_ECDHE_PSK_WITH_ARIA_256_CBC_SHA384", reference: "[RFC6209]" },
    Entry { value: 49266, name: "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367]" },
    Entry { value: 49267, name: "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367]" },
    Entry { value: 49268, name: "TLS_ECDH_ECDSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49269, name: "TLS_ECDH_ECDSA_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49270, name: "TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367]" },
    Entry { value: 49271, name: "TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367]" },
    Entry { value: 49272, name: "TLS_ECDH_RSA_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49273, name: "TLS_ECDH_RSA_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49274, name: "TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49275, name: "TLS_RSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49276, name: "TLS_DHE_RSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49277, name: "TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49278, name: "TLS_DH_RSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49279, name: "TLS_DH_RSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49280, name: "TLS_DHE_DSS_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49281, name: "TLS_DHE_DSS_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49282, name: "TLS_DH_DSS_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49283, name: "TLS_DH_DSS_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49284, name: "TLS_DH_anon_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49285, name: "TLS_DH_anon_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49286, name: "TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367]" },
    Entry { value: 49287, name: "TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367]" },
    Entry { value: 49288, name: "TLS_ECDH_ECDSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49289, name: "TLS_ECDH_ECDSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49290, name: "TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367]" },
    Entry { value: 49291, name: "TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367]" },
    Entry { value: 49292, name: "TLS_ECDH_RSA_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49293, name: "TLS_ECDH_RSA_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49294, name: "TLS_PSK_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367]" },
    Entry { value: 49295, name: "TLS_PSK_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367]" },
    Entry { value: 49296, name: "TLS_DHE_PSK_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49297, name: "TLS_DHE_PSK_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49298, name: "TLS_RSA_PSK_WITH_CAMELLIA_128_GCM_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49299, name: "TLS_RSA_PSK_WITH_CAMELLIA_256_GCM_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49300, name: "TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367]" },
    Entry { value: 49301, name: "TLS_PSK_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367]" },
    Entry { value: 49302, name: "TLS_DHE_PSK_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49303, name: "TLS_DHE_PSK_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49304, name: "TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49305, name: "TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367][RFC10015]" },
    Entry { value: 49306, name: "TLS_ECDHE_PSK_WITH_CAMELLIA_128_CBC_SHA256", reference: "[RFC6367]" },
    Entry { value: 49307, name: "TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384", reference: "[RFC6367]" },
    Entry { value: 49308, name: "TLS_RSA_WITH_AES_128_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49309, name: "TLS_RSA_WITH_AES_256_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49310, name: "TLS_DHE_RSA_WITH_AES_128_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49311, name: "TLS_DHE_RSA_WITH_AES_256_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49312, name: "TLS_RSA_WITH_AES_128_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49313, name: "TLS_RSA_WITH_AES_256_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49314, name: "TLS_DHE_RSA_WITH_AES_128_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49315, name: "TLS_DHE_RSA_WITH_AES_256_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49316, name: "TLS_PSK_WITH_AES_128_CCM", reference: "[RFC6655]" },
    Entry { value: 49317, name: "TLS_PSK_WITH_AES_256_CCM", reference: "[RFC6655]" },
    Entry { value: 49318, name: "TLS_DHE_PSK_WITH_AES_128_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49319, name: "TLS_DHE_PSK_WITH_AES_256_CCM", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49320, name: "TLS_PSK_WITH_AES_128_CCM_8", reference: "[RFC6655]" },
    Entry { value: 49321, name: "TLS_PSK_WITH_AES_256_CCM_8", reference: "[RFC6655]" },
    Entry { value: 49322, name: "TLS_PSK_DHE_WITH_AES_128_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49323, name: "TLS_PSK_DHE_WITH_AES_256_CCM_8", reference: "[RFC6655][RFC10015]" },
    Entry { value: 49324, name: "TLS_ECDHE_ECDSA_WITH_AES_128_CCM", reference: "[RFC7251]" },
    Entry { value: 49325, name: "TLS_ECDHE_ECDSA_WITH_AES_256_CCM", reference: "[RFC7251]" },
    Entry { value: 49326, name: "TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8", reference: "[RFC7251]" },
    Entry { value: 49327, name: "TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8", reference: "[RFC7251]" },
    Entry { value: 49328, name: "TLS_ECCPWD_WITH_AES_128_GCM_SHA256", reference: "[RFC8492]" },
    Entry { value: 49329, name: "TLS_ECCPWD_WITH_AES_256_GCM_SHA384", reference: "[RFC8492]" },
    Entry { value: 49330, name: "TLS_ECCPWD_WITH_AES_128_CCM_SHA256", reference: "[RFC8492]" },
    Entry { value: 49331, name: "TLS_ECCPWD_WITH_AES_256_CCM_SHA384", reference: "[RFC8492]" },
    Entry { value: 49332, name: "TLS_SHA256_SHA256", reference: "[RFC9150][RFC9847]" },
    Entry { value: 49333, name: "TLS_SHA384_SHA384", reference: "[RFC9150][RFC9847]" },
    Entry { value: 49408, name: "TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC", reference: "[RFC9189]" },
    Entry { value: 49409, name: "TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC", reference: "[RFC9189]" },
    Entry { value: 49410, name: "TLS_GOSTR341112_256_WITH_28147_CNT_IMIT", reference: "[RFC9189]" },
    Entry { value: 49411, name: "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L", reference: "[RFC9367]" },
    Entry { value: 49412, name: "TLS_GOSTR341112_256_WITH_MAGMA_MGM_L", reference: "[RFC9367]" },
    Entry { value: 49413, name: "TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_S", reference: "[RFC9367]" },
    Entry { value: 49414, name: "TLS_GOSTR341112_256_WITH_MAGMA_MGM_S", reference: "[RFC9367]" },
    Entry { value: 52392, name: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905]" },
    Entry { value: 52393, name: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905]" },
    Entry { value: 52394, name: "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905][RFC10015]" },
    Entry { value: 52395, name: "TLS_PSK_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905]" },
    Entry { value: 52396, name: "TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905]" },
    Entry { value: 52397, name: "TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905][RFC10015]" },
    Entry { value: 52398, name: "TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256", reference: "[RFC7905][RFC10015]" },
    Entry { value: 53249, name: "TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256", reference: "[RFC8442]" },
    Entry { value: 53250, name: "TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384", reference: "[RFC8442]" },
    Entry { value: 53251, name: "TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256", reference: "[RFC8442]" },
    Entry { value: 53253, name: "TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256", reference: "[RFC8442]" },
];

pub(super) static CIPHER_SUITE_UNREGISTERED: &[Entry] = &[
    Entry { value: 28, name: "SSL_FORTEZZA_KEA_WITH_NULL_SHA", reference: "" },
    Entry { value: 29, name: "SSL_FORTEZZA_KEA_WITH_FORTEZZA_CBC_SHA", reference: "" },
    Entry { value: 73, name: "TLS_ECDH_ECDSA_WITH_DES_CBC_SHA", reference: "" },
    Entry { value: 96, name: "TLS_RSA_EXPORT1024_WITH_RC4_56_MD5", reference: "" },
    Entry { value: 97, name: "TLS_RSA_EXPORT1024_WITH_RC2_CBC_56_MD5", reference: "" },
    Entry { value: 98, name: "TLS_RSA_EXPORT1024_WITH_DES_CBC_SHA", reference: "" },
    Entry { value: 99, name: "TLS_DHE_DSS_EXPORT1024_WITH_DES_CBC_SHA", reference: "" },
    Entry { value: 100, name: "TLS_RSA_EXPORT1024_WITH_RC4_56_SHA", reference: "" },
    Entry { value: 101, name: "TLS_DHE_DSS_EXPORT1024_WITH_RC4_56_SHA", reference: "" },
    Entry { value: 102, name: "TLS_DHE_DSS_WITH_RC4_128_SHA", reference: "" },
    Entry { value: 128, name: "TLS_GOSTR341094_WITH_28147_CNT_IMIT", reference: "" },
    Entry { value: 129, name: "TLS_GOSTR341001_WITH_28147_CNT_IMIT", reference: "" },
    Entry { value: 130, name: "TLS_GOSTR341094_WITH_NULL_GOSTR3411", reference: "" },
    Entry { value: 131, name: "TLS_GOSTR341001_WITH_NULL_GOSTR3411", reference: "" },
    Entry { value: 5815, name: "TLS_CECPQ1_RSA_WITH_CHACHA20_POLY1305_SHA256", reference: "" },
    Entry { value: 5816, name: "TLS_CECPQ1_ECDSA_WITH_CHACHA20_POLY1305_SHA256", reference: "" },
    Entry { value: 5817, name: "TLS_CECPQ1_RSA_WITH_AES_256_GCM_SHA384", reference: "" },
    Entry { value: 5818, name: "TLS_CECPQ1_ECDSA_WITH_AES_256_GCM_SHA384", reference: "" },
    Entry { value: 49407, name: "TLS_ECJPAKE_WITH_AES_128_CCM_8", reference: "" },
    Entry { value: 52243, name: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256", reference: "" },
    Entry { value: 52244, name: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", reference: "" },
    Entry { value: 52245, name: "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256", reference: "" },
    Entry { value: 57345, name: "ECDHE_SM1_SM3", reference: "" },
    Entry { value: 57347, name: "ECC_SM1_SM3", reference: "" },
    Entry { value: 57349, name: "IBSDH_SM1_SM3", reference: "" },
    Entry { value: 57351, name: "IBC_SM1_SM3", reference: "" },
    Entry { value: 57353, name: "RSA_SM1_SM3", reference: "" },
    Entry { value: 57354, name: "RSA_SM1_SHA1", reference: "" },
    Entry { value: 57361, name: "ECDHE_SM4_CBC_SM3", reference: "" },
    Entry { value: 57363, name: "ECC_SM4_CBC_SM3", reference: "" },
    Entry { value: 57365, name: "IBSDH_SM4_CBC_SM3", reference: "" },
    Entry { value: 57367, name: "IBC_SM4_CBC_SM3", reference: "" },
    Entry { value: 57369, name: "RSA_SM4_CBC_SM3", reference: "" },
    Entry { value: 57370, name: "RSA_SM4_CBC_SHA1", reference: "" },
    Entry { value: 57372, name: "RSA_SM4_CBC_SHA256", reference: "" },
    Entry { value: 57425, name: "ECDHE_SM4_GCM_SM3", reference: "" },
    Entry { value: 57426, name: "TLS_ECDHE_SM4_CCM_SM3", reference: "" },
    Entry { value: 57427, name: "ECC_SM4_GCM_SM3", reference: "" },
    Entry { value: 57429, name: "IBSDH_SM4_GCM_SM3", reference: "" },
    Entry { value: 57431, name: "IBC_SM4_GCM_SM3", reference: "" },
    Entry { value: 57433, name: "RSA_SM4_GCM_SM3", reference: "" },
    Entry { value: 57434, name: "RSA_SM4_GCM_SHA256", reference: "" },
    Entry { value: 58384, name: "TLS_RSA_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58385, name: "TLS_RSA_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58386, name: "TLS_ECDHE_RSA_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58387, name: "TLS_ECDHE_RSA_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58388, name: "TLS_ECDHE_ECDSA_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58389, name: "TLS_ECDHE_ECDSA_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58390, name: "TLS_PSK_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58391, name: "TLS_PSK_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58392, name: "TLS_ECDHE_PSK_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58393, name: "TLS_ECDHE_PSK_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58394, name: "TLS_RSA_PSK_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58395, name: "TLS_RSA_PSK_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58396, name: "TLS_DHE_PSK_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58397, name: "TLS_DHE_PSK_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 58398, name: "TLS_DHE_RSA_WITH_ESTREAM_SALSA20_SHA1", reference: "" },
    Entry { value: 58399, name: "TLS_DHE_RSA_WITH_SALSA20_SHA1", reference: "" },
    Entry { value: 65278, name: "SSL_RSA_FIPS_WITH_DES_CBC_SHA", reference: "" },
    Entry { value: 65279, name: "SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA", reference: "" },
    Entry { value: 65408, name: "TLS_RSA_WITH_RC2_CBC_MD5", reference: "" },
    Entry { value: 65409, name: "TLS_RSA_WITH_IDEA_CBC_MD5", reference: "" },
    Entry { value: 65410, name: "TLS_RSA_WITH_DES_CBC_MD5", reference: "" },
    Entry { value: 65411, name: "TLS_RSA_WITH_3DES_EDE_CBC_MD5", reference: "" },
    Entry { value: 65415, name: "TLS_GOSTR341112_256_WITH_NULL_GOSTR3411", reference: "" },
    Entry { value: 65504, name: "SSL_RSA_FIPS_WITH_3DES_EDE_CBC_SHA", reference: "" },
    Entry { value: 65505, name: "SSL_RSA_FIPS_WITH_DES_CBC_SHA", reference: "" },
];

impl CipherSuite {
    pub const TLS_NULL_WITH_NULL_NULL: Self = Self(0);
    pub const TLS_RSA_WITH_NULL_MD5: Self = Self(1);
    pub const TLS_RSA_WITH_NULL_SHA: Self = Self(2);
    pub const TLS_RSA_EXPORT_WITH_RC4_40_MD5: Self = Self(3);
    pub const TLS_RSA_WITH_RC4_128_MD5: Self = Self(4);
    pub const TLS_RSA_WITH_RC4_128_SHA: Self = Self(5);
    pub const TLS_RSA_EXPORT_WITH_RC2_CBC_40_MD5: Self = Self(6);
    pub const TLS_RSA_WITH_IDEA_CBC_SHA: Self = Self(7);
    pub const TLS_RSA_EXPORT_WITH_DES40_CBC_SHA: Self = Self(8);
    pub const TLS_RSA_WITH_DES_CBC_SHA: Self = Self(9);
    pub const TLS_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(10);
    pub const TLS_DH_DSS_EXPORT_WITH_DES40_CBC_SHA: Self = Self(11);
    pub const TLS_DH_DSS_WITH_DES_CBC_SHA: Self = Self(12);
    pub const TLS_DH_DSS_WITH_3DES_EDE_CBC_SHA: Self = Self(13);
    pub const TLS_DH_RSA_EXPORT_WITH_DES40_CBC_SHA: Self = Self(14);
    pub const TLS_DH_RSA_WITH_DES_CBC_SHA: Self = Self(15);
    pub const TLS_DH_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(16);
    pub const TLS_DHE_DSS_EXPORT_WITH_DES40_CBC_SHA: Self = Self(17);
    pub const TLS_DHE_DSS_WITH_DES_CBC_SHA: Self = Self(18);
    pub const TLS_DHE_DSS_WITH_3DES_EDE_CBC_SHA: Self = Self(19);
    pub const TLS_DHE_RSA_EXPORT_WITH_DES40_CBC_SHA: Self = Self(20);
    pub const TLS_DHE_RSA_WITH_DES_CBC_SHA: Self = Self(21);
    pub const TLS_DHE_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(22);
    pub const TLS_DH_ANON_EXPORT_WITH_RC4_40_MD5: Self = Self(23);
    pub const TLS_DH_ANON_WITH_RC4_128_MD5: Self = Self(24);
    pub const TLS_DH_ANON_EXPORT_WITH_DES40_CBC_SHA: Self = Self(25);
    pub const TLS_DH_ANON_WITH_DES_CBC_SHA: Self = Self(26);
    pub const TLS_DH_ANON_WITH_3DES_EDE_CBC_SHA: Self = Self(27);
    pub const TLS_KRB5_WITH_DES_CBC_SHA: Self = Self(30);
    pub const TLS_KRB5_WITH_3DES_EDE_CBC_SHA: Self = Self(31);
    pub const TLS_KRB5_WITH_RC4_128_SHA: Self = Self(32);
    pub const TLS_KRB5_WITH_IDEA_CBC_SHA: Self = Self(33);
    pub const TLS_KRB5_WITH_DES_CBC_MD5: Self = Self(34);
    pub const TLS_KRB5_WITH_3DES_EDE_CBC_MD5: Self = Self(35);
    pub const TLS_KRB5_WITH_RC4_128_MD5: Self = Self(36);
    pub const TLS_KRB5_WITH_IDEA_CBC_MD5: Self = Self(37);
    pub const TLS_KRB5_EXPORT_WITH_DES_CBC_40_SHA: Self = Self(38);
    pub const TLS_KRB5_EXPORT_WITH_RC2_CBC_40_SHA: Self = Self(39);
    pub const TLS_KRB5_EXPORT_WITH_RC4_40_SHA: Self = Self(40);
    pub const TLS_KRB5_EXPORT_WITH_DES_CBC_40_MD5: Self = Self(41);
    pub const TLS_KRB5_EXPORT_WITH_RC2_CBC_40_MD5: Self = Self(42);
    pub const TLS_KRB5_EXPORT_WITH_RC4_40_MD5: Self = Self(43);
    pub const TLS_PSK_WITH_NULL_SHA: Self = Self(44);
    pub const TLS_DHE_PSK_WITH_NULL_SHA: Self = Self(45);
    pub const TLS_RSA_PSK_WITH_NULL_SHA: Self = Self(46);
    pub const TLS_RSA_WITH_AES_128_CBC_SHA: Self = Self(47);
    pub const TLS_DH_DSS_WITH_AES_128_CBC_SHA: Self = Self(48);
    pub const TLS_DH_RSA_WITH_AES_128_CBC_SHA: Self = Self(49);
    pub const TLS_DHE_DSS_WITH_AES_128_CBC_SHA: Self = Self(50);
    pub const TLS_DHE_RSA_WITH_AES_128_CBC_SHA: Self = Self(51);
    pub const TLS_DH_ANON_WITH_AES_128_CBC_SHA: Self = Self(52);
    pub const TLS_RSA_WITH_AES_256_CBC_SHA: Self = Self(53);
    pub const TLS_DH_DSS_WITH_AES_256_CBC_SHA: Self = Self(54);
    pub const TLS_DH_RSA_WITH_AES_256_CBC_SHA: Self = Self(55);
    pub const TLS_DHE_DSS_WITH_AES_256_CBC_SHA: Self = Self(56);
    pub const TLS_DHE_RSA_WITH_AES_256_CBC_SHA: Self = Self(57);
    pub const TLS_DH_ANON_WITH_AES_256_CBC_SHA: Self = Self(58);
    pub const TLS_RSA_WITH_NULL_SHA256: Self = Self(59);
    pub const TLS_RSA_WITH_AES_128_CBC_SHA256: Self = Self(60);
    pub const TLS_RSA_WITH_AES_256_CBC_SHA256: Self = Self(61);
    pub const TLS_DH_DSS_WITH_AES_128_CBC_SHA256: Self = Self(62);
    pub const TLS_DH_RSA_WITH_AES_128_CBC_SHA256: Self = Self(63);
    pub const TLS_DHE_DSS_WITH_AES_128_CBC_SHA256: Self = Self(64);
    pub const TLS_RSA_WITH_CAMELLIA_128_CBC_SHA: Self = Self(65);
    pub const TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA: Self = Self(66);
    pub const TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA: Self = Self(67);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA: Self = Self(68);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA: Self = Self(69);
    pub const TLS_DH_ANON_WITH_CAMELLIA_128_CBC_SHA: Self = Self(70);
    pub const TLS_DHE_RSA_WITH_AES_128_CBC_SHA256: Self = Self(103);
    pub const TLS_DH_DSS_WITH_AES_256_CBC_SHA256: Self = Self(104);
    pub const TLS_DH_RSA_WITH_AES_256_CBC_SHA256: Self = Self(105);
    pub const TLS_DHE_DSS_WITH_AES_256_CBC_SHA256: Self = Self(106);
    pub const TLS_DHE_RSA_WITH_AES_256_CBC_SHA256: Self = Self(107);
    pub const TLS_DH_ANON_WITH_AES_128_CBC_SHA256: Self = Self(108);
    pub const TLS_DH_ANON_WITH_AES_256_CBC_SHA256: Self = Self(109);
    pub const TLS_ASCONAEAD128_ASCONHASH256: Self = Self(110);
    pub const TLS_ASCONAEAD128_SHA256: Self = Self(111);
    pub const TLS_AES_128_GCM_ASCONHASH256: Self = Self(112);
    pub const TLS_AES_128_CCM_ASCONHASH256: Self = Self(113);
    pub const TLS_RSA_WITH_CAMELLIA_256_CBC_SHA: Self = Self(132);
    pub const TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA: Self = Self(133);
    pub const TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA: Self = Self(134);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA: Self = Self(135);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA: Self = Self(136);
    pub const TLS_DH_ANON_WITH_CAMELLIA_256_CBC_SHA: Self = Self(137);
    pub const TLS_PSK_WITH_RC4_128_SHA: Self = Self(138);
    pub const TLS_PSK_WITH_3DES_EDE_CBC_SHA: Self = Self(139);
    pub const TLS_PSK_WITH_AES_128_CBC_SHA: Self = Self(140);
    pub const TLS_PSK_WITH_AES_256_CBC_SHA: Self = Self(141);
    pub const TLS_DHE_PSK_WITH_RC4_128_SHA: Self = Self(142);
    pub const TLS_DHE_PSK_WITH_3DES_EDE_CBC_SHA: Self = Self(143);
    pub const TLS_DHE_PSK_WITH_AES_128_CBC_SHA: Self = Self(144);
    pub const TLS_DHE_PSK_WITH_AES_256_CBC_SHA: Self = Self(145);
    pub const TLS_RSA_PSK_WITH_RC4_128_SHA: Self = Self(146);
    pub const TLS_RSA_PSK_WITH_3DES_EDE_CBC_SHA: Self = Self(147);
    pub const TLS_RSA_PSK_WITH_AES_128_CBC_SHA: Self = Self(148);
    pub const TLS_RSA_PSK_WITH_AES_256_CBC_SHA: Self = Self(149);
    pub const TLS_RSA_WITH_SEED_CBC_SHA: Self = Self(150);
    pub const TLS_DH_DSS_WITH_SEED_CBC_SHA: Self = Self(151);
    pub const TLS_DH_RSA_WITH_SEED_CBC_SHA: Self = Self(152);
    pub const TLS_DHE_DSS_WITH_SEED_CBC_SHA: Self = Self(153);
    pub const TLS_DHE_RSA_WITH_SEED_CBC_SHA: Self = Self(154);
    pub const TLS_DH_ANON_WITH_SEED_CBC_SHA: Self = Self(155);
    pub const TLS_RSA_WITH_AES_128_GCM_SHA256: Self = Self(156);
    pub const TLS_RSA_WITH_AES_256_GCM_SHA384: Self = Self(157);
    pub const TLS_DHE_RSA_WITH_AES_128_GCM_SHA256: Self = Self(158);
    pub const TLS_DHE_RSA_WITH_AES_256_GCM_SHA384: Self = Self(159);
    pub const TLS_DH_RSA_WITH_AES_128_GCM_SHA256: Self = Self(160);
    pub const TLS_DH_RSA_WITH_AES_256_GCM_SHA384: Self = Self(161);
    pub const TLS_DHE_DSS_WITH_AES_128_GCM_SHA256: Self = Self(162);
    pub const TLS_DHE_DSS_WITH_AES_256_GCM_SHA384: Self = Self(163);
    pub const TLS_DH_DSS_WITH_AES_128_GCM_SHA256: Self = Self(164);
    pub const TLS_DH_DSS_WITH_AES_256_GCM_SHA384: Self = Self(165);
    pub const TLS_DH_ANON_WITH_AES_128_GCM_SHA256: Self = Self(166);
    pub const TLS_DH_ANON_WITH_AES_256_GCM_SHA384: Self = Self(167);
    pub const TLS_PSK_WITH_AES_128_GCM_SHA256: Self = Self(168);
    pub const TLS_PSK_WITH_AES_256_GCM_SHA384: Self = Self(169);
    pub const TLS_DHE_PSK_WITH_AES_128_GCM_SHA256: Self = Self(170);
    pub const TLS_DHE_PSK_WITH_AES_256_GCM_SHA384: Self = Self(171);
    pub const TLS_RSA_PSK_WITH_AES_128_GCM_SHA256: Self = Self(172);
    pub const TLS_RSA_PSK_WITH_AES_256_GCM_SHA384: Self = Self(173);
    pub const TLS_PSK_WITH_AES_128_CBC_SHA256: Self = Self(174);
    pub const TLS_PSK_WITH_AES_256_CBC_SHA384: Self = Self(175);
    pub const TLS_PSK_WITH_NULL_SHA256: Self = Self(176);
    pub const TLS_PSK_WITH_NULL_SHA384: Self = Self(177);
    pub const TLS_DHE_PSK_WITH_AES_128_CBC_SHA256: Self = Self(178);
    pub const TLS_DHE_PSK_WITH_AES_256_CBC_SHA384: Self = Self(179);
    pub const TLS_DHE_PSK_WITH_NULL_SHA256: Self = Self(180);
    pub const TLS_DHE_PSK_WITH_NULL_SHA384: Self = Self(181);
    pub const TLS_RSA_PSK_WITH_AES_128_CBC_SHA256: Self = Self(182);
    pub const TLS_RSA_PSK_WITH_AES_256_CBC_SHA384: Self = Self(183);
    pub const TLS_RSA_PSK_WITH_NULL_SHA256: Self = Self(184);
    pub const TLS_RSA_PSK_WITH_NULL_SHA384: Self = Self(185);
    pub const TLS_RSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(186);
    pub const TLS_DH_DSS_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(187);
    pub const TLS_DH_RSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(188);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(189);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(190);
    pub const TLS_DH_ANON_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(191);
    pub const TLS_RSA_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(192);
    pub const TLS_DH_DSS_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(193);
    pub const TLS_DH_RSA_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(194);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(195);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(196);
    pub const TLS_DH_ANON_WITH_CAMELLIA_256_CBC_SHA256: Self = Self(197);
    pub const TLS_SM4_GCM_SM3: Self = Self(198);
    pub const TLS_SM4_CCM_SM3: Self = Self(199);
    pub const TLS_EMPTY_RENEGOTIATION_INFO_SCSV: Self = Self(255);
    pub const TLS_AES_128_GCM_SHA256: Self = Self(4865);
    pub const TLS_AES_256_GCM_SHA384: Self = Self(4866);
    pub const TLS_CHACHA20_POLY1305_SHA256: Self = Self(4867);
    pub const TLS_AES_128_CCM_SHA256: Self = Self(4868);
    pub const TLS_AES_128_CCM_8_SHA256: Self = Self(4869);
    pub const TLS_AEGIS_256_SHA512: Self = Self(4870);
    pub const TLS_AEGIS_128L_SHA256: Self = Self(4871);
    pub const TLS_FALLBACK_SCSV: Self = Self(22016);
    pub const TLS_ECDH_ECDSA_WITH_NULL_SHA: Self = Self(49153);
    pub const TLS_ECDH_ECDSA_WITH_RC4_128_SHA: Self = Self(49154);
    pub const TLS_ECDH_ECDSA_WITH_3DES_EDE_CBC_SHA: Self = Self(49155);
    pub const TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA: Self = Self(49156);
    pub const TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA: Self = Self(49157);
    pub const TLS_ECDHE_ECDSA_WITH_NULL_SHA: Self = Self(49158);
    pub const TLS_ECDHE_ECDSA_WITH_RC4_128_SHA: Self = Self(49159);
    pub const TLS_ECDHE_ECDSA_WITH_3DES_EDE_CBC_SHA: Self = Self(49160);
    pub const TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA: Self = Self(49161);
    pub const TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA: Self = Self(49162);
    pub const TLS_ECDH_RSA_WITH_NULL_SHA: Self = Self(49163);
    pub const TLS_ECDH_RSA_WITH_RC4_128_SHA: Self = Self(49164);
    pub const TLS_ECDH_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(49165);
    pub const TLS_ECDH_RSA_WITH_AES_128_CBC_SHA: Self = Self(49166);
    pub const TLS_ECDH_RSA_WITH_AES_256_CBC_SHA: Self = Self(49167);
    pub const TLS_ECDHE_RSA_WITH_NULL_SHA: Self = Self(49168);
    pub const TLS_ECDHE_RSA_WITH_RC4_128_SHA: Self = Self(49169);
    pub const TLS_ECDHE_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(49170);
    pub const TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA: Self = Self(49171);
    pub const TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA: Self = Self(49172);
    pub const TLS_ECDH_ANON_WITH_NULL_SHA: Self = Self(49173);
    pub const TLS_ECDH_ANON_WITH_RC4_128_SHA: Self = Self(49174);
    pub const TLS_ECDH_ANON_WITH_3DES_EDE_CBC_SHA: Self = Self(49175);
    pub const TLS_ECDH_ANON_WITH_AES_128_CBC_SHA: Self = Self(49176);
    pub const TLS_ECDH_ANON_WITH_AES_256_CBC_SHA: Self = Self(49177);
    pub const TLS_SRP_SHA_WITH_3DES_EDE_CBC_SHA: Self = Self(49178);
    pub const TLS_SRP_SHA_RSA_WITH_3DES_EDE_CBC_SHA: Self = Self(49179);
    pub const TLS_SRP_SHA_DSS_WITH_3DES_EDE_CBC_SHA: Self = Self(49180);
    pub const TLS_SRP_SHA_WITH_AES_128_CBC_SHA: Self = Self(49181);
    pub const TLS_SRP_SHA_RSA_WITH_AES_128_CBC_SHA: Self = Self(49182);
    pub const TLS_SRP_SHA_DSS_WITH_AES_128_CBC_SHA: Self = Self(49183);
    pub const TLS_SRP_SHA_WITH_AES_256_CBC_SHA: Self = Self(49184);
    pub const TLS_SRP_SHA_RSA_WITH_AES_256_CBC_SHA: Self = Self(49185);
    pub const TLS_SRP_SHA_DSS_WITH_AES_256_CBC_SHA: Self = Self(49186);
    pub const TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256: Self = Self(49187);
    pub const TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384: Self = Self(49188);
    pub const TLS_ECDH_ECDSA_WITH_AES_128_CBC_SHA256: Self = Self(49189);
    pub const TLS_ECDH_ECDSA_WITH_AES_256_CBC_SHA384: Self = Self(49190);
    pub const TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256: Self = Self(49191);
    pub const TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384: Self = Self(49192);
    pub const TLS_ECDH_RSA_WITH_AES_128_CBC_SHA256: Self = Self(49193);
    pub const TLS_ECDH_RSA_WITH_AES_256_CBC_SHA384: Self = Self(49194);
    pub const TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256: Self = Self(49195);
    pub const TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384: Self = Self(49196);
    pub const TLS_ECDH_ECDSA_WITH_AES_128_GCM_SHA256: Self = Self(49197);
    pub const TLS_ECDH_ECDSA_WITH_AES_256_GCM_SHA384: Self = Self(49198);
    pub const TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256: Self = Self(49199);
    pub const TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384: Self = Self(49200);
    pub const TLS_ECDH_RSA_WITH_AES_128_GCM_SHA256: Self = Self(49201);
    pub const TLS_ECDH_RSA_WITH_AES_256_GCM_SHA384: Self = Self(49202);
    pub const TLS_ECDHE_PSK_WITH_RC4_128_SHA: Self = Self(49203);
    pub const TLS_ECDHE_PSK_WITH_3DES_EDE_CBC_SHA: Self = Self(49204);
    pub const TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA: Self = Self(49205);
    pub const TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA: Self = Self(49206);
    pub const TLS_ECDHE_PSK_WITH_AES_128_CBC_SHA256: Self = Self(49207);
    pub const TLS_ECDHE_PSK_WITH_AES_256_CBC_SHA384: Self = Self(49208);
    pub const TLS_ECDHE_PSK_WITH_NULL_SHA: Self = Self(49209);
    pub const TLS_ECDHE_PSK_WITH_NULL_SHA256: Self = Self(49210);
    pub const TLS_ECDHE_PSK_WITH_NULL_SHA384: Self = Self(49211);
    pub const TLS_RSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49212);
    pub const TLS_RSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49213);
    pub const TLS_DH_DSS_WITH_ARIA_128_CBC_SHA256: Self = Self(49214);
    pub const TLS_DH_DSS_WITH_ARIA_256_CBC_SHA384: Self = Self(49215);
    pub const TLS_DH_RSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49216);
    pub const TLS_DH_RSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49217);
    pub const TLS_DHE_DSS_WITH_ARIA_128_CBC_SHA256: Self = Self(49218);
    pub const TLS_DHE_DSS_WITH_ARIA_256_CBC_SHA384: Self = Self(49219);
    pub const TLS_DHE_RSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49220);
    pub const TLS_DHE_RSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49221);
    pub const TLS_DH_ANON_WITH_ARIA_128_CBC_SHA256: Self = Self(49222);
    pub const TLS_DH_ANON_WITH_ARIA_256_CBC_SHA384: Self = Self(49223);
    pub const TLS_ECDHE_ECDSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49224);
    pub const TLS_ECDHE_ECDSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49225);
    pub const TLS_ECDH_ECDSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49226);
    pub const TLS_ECDH_ECDSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49227);
    pub const TLS_ECDHE_RSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49228);
    pub const TLS_ECDHE_RSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49229);
    pub const TLS_ECDH_RSA_WITH_ARIA_128_CBC_SHA256: Self = Self(49230);
    pub const TLS_ECDH_RSA_WITH_ARIA_256_CBC_SHA384: Self = Self(49231);
    pub const TLS_RSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49232);
    pub const TLS_RSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49233);
    pub const TLS_DHE_RSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49234);
    pub const TLS_DHE_RSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49235);
    pub const TLS_DH_RSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49236);
    pub const TLS_DH_RSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49237);
    pub const TLS_DHE_DSS_WITH_ARIA_128_GCM_SHA256: Self = Self(49238);
    pub const TLS_DHE_DSS_WITH_ARIA_256_GCM_SHA384: Self = Self(49239);
    pub const TLS_DH_DSS_WITH_ARIA_128_GCM_SHA256: Self = Self(49240);
    pub const TLS_DH_DSS_WITH_ARIA_256_GCM_SHA384: Self = Self(49241);
    pub const TLS_DH_ANON_WITH_ARIA_128_GCM_SHA256: Self = Self(49242);
    pub const TLS_DH_ANON_WITH_ARIA_256_GCM_SHA384: Self = Self(49243);
    pub const TLS_ECDHE_ECDSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49244);
    pub const TLS_ECDHE_ECDSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49245);
    pub const TLS_ECDH_ECDSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49246);
    pub const TLS_ECDH_ECDSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49247);
    pub const TLS_ECDHE_RSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49248);
    pub const TLS_ECDHE_RSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49249);
    pub const TLS_ECDH_RSA_WITH_ARIA_128_GCM_SHA256: Self = Self(49250);
    pub const TLS_ECDH_RSA_WITH_ARIA_256_GCM_SHA384: Self = Self(49251);
    pub const TLS_PSK_WITH_ARIA_128_CBC_SHA256: Self = Self(49252);
    pub const TLS_PSK_WITH_ARIA_256_CBC_SHA384: Self = Self(49253);
    pub const TLS_DHE_PSK_WITH_ARIA_128_CBC_SHA256: Self = Self(49254);
    pub const TLS_DHE_PSK_WITH_ARIA_256_CBC_SHA384: Self = Self(49255);
    pub const TLS_RSA_PSK_WITH_ARIA_128_CBC_SHA256: Self = Self(49256);
    pub const TLS_RSA_PSK_WITH_ARIA_256_CBC_SHA384: Self = Self(49257);
    pub const TLS_PSK_WITH_ARIA_128_GCM_SHA256: Self = Self(49258);
    pub const TLS_PSK_WITH_ARIA_256_GCM_SHA384: Self = Self(49259);
    pub const TLS_DHE_PSK_WITH_ARIA_128_GCM_SHA256: Self = Self(49260);
    pub const TLS_DHE_PSK_WITH_ARIA_256_GCM_SHA384: Self = Self(49261);
    pub const TLS_RSA_PSK_WITH_ARIA_128_GCM_SHA256: Self = Self(49262);
    pub const TLS_RSA_PSK_WITH_ARIA_256_GCM_SHA384: Self = Self(49263);
    pub const TLS_ECDHE_PSK_WITH_ARIA_128_CBC_SHA256: Self = Self(49264);
    pub const TLS_ECDHE_PSK_WITH_ARIA_256_CBC_SHA384: Self = Self(49265);
    pub const TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49266);
    pub const TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49267);
    pub const TLS_ECDH_ECDSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49268);
    pub const TLS_ECDH_ECDSA_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49269);
    pub const TLS_ECDHE_RSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49270);
    pub const TLS_ECDHE_RSA_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49271);
    pub const TLS_ECDH_RSA_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49272);
    pub const TLS_ECDH_RSA_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49273);
    pub const TLS_RSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49274);
    pub const TLS_RSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49275);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49276);
    pub const TLS_DHE_RSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49277);
    pub const TLS_DH_RSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49278);
    pub const TLS_DH_RSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49279);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49280);
    pub const TLS_DHE_DSS_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49281);
    pub const TLS_DH_DSS_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49282);
    pub const TLS_DH_DSS_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49283);
    pub const TLS_DH_ANON_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49284);
    pub const TLS_DH_ANON_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49285);
    pub const TLS_ECDHE_ECDSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49286);
    pub const TLS_ECDHE_ECDSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49287);
    pub const TLS_ECDH_ECDSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49288);
    pub const TLS_ECDH_ECDSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49289);
    pub const TLS_ECDHE_RSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49290);
    pub const TLS_ECDHE_RSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49291);
    pub const TLS_ECDH_RSA_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49292);
    pub const TLS_ECDH_RSA_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49293);
    pub const TLS_PSK_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49294);
    pub const TLS_PSK_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49295);
    pub const TLS_DHE_PSK_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49296);
    pub const TLS_DHE_PSK_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49297);
    pub const TLS_RSA_PSK_WITH_CAMELLIA_128_GCM_SHA256: Self = Self(49298);
    pub const TLS_RSA_PSK_WITH_CAMELLIA_256_GCM_SHA384: Self = Self(49299);
    pub const TLS_PSK_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49300);
    pub const TLS_PSK_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49301);
    pub const TLS_DHE_PSK_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49302);
    pub const TLS_DHE_PSK_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49303);
    pub const TLS_RSA_PSK_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49304);
    pub const TLS_RSA_PSK_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49305);
    pub const TLS_ECDHE_PSK_WITH_CAMELLIA_128_CBC_SHA256: Self = Self(49306);
    pub const TLS_ECDHE_PSK_WITH_CAMELLIA_256_CBC_SHA384: Self = Self(49307);
    pub const TLS_RSA_WITH_AES_128_CCM: Self = Self(49308);
    pub const TLS_RSA_WITH_AES_256_CCM: Self = Self(49309);
    pub const TLS_DHE_RSA_WITH_AES_128_CCM: Self = Self(49310);
    pub const TLS_DHE_RSA_WITH_AES_256_CCM: Self = Self(49311);
    pub const TLS_RSA_WITH_AES_128_CCM_8: Self = Self(49312);
    pub const TLS_RSA_WITH_AES_256_CCM_8: Self = Self(49313);
    pub const TLS_DHE_RSA_WITH_AES_128_CCM_8: Self = Self(49314);
    pub const TLS_DHE_RSA_WITH_AES_256_CCM_8: Self = Self(49315);
    pub const TLS_PSK_WITH_AES_128_CCM: Self = Self(49316);
    pub const TLS_PSK_WITH_AES_256_CCM: Self = Self(49317);
    pub const TLS_DHE_PSK_WITH_AES_128_CCM: Self = Self(49318);
    pub const TLS_DHE_PSK_WITH_AES_256_CCM: Self = Self(49319);
    pub const TLS_PSK_WITH_AES_128_CCM_8: Self = Self(49320);
    pub const TLS_PSK_WITH_AES_256_CCM_8: Self = Self(49321);
    pub const TLS_PSK_DHE_WITH_AES_128_CCM_8: Self = Self(49322);
    pub const TLS_PSK_DHE_WITH_AES_256_CCM_8: Self = Self(49323);
    pub const TLS_ECDHE_ECDSA_WITH_AES_128_CCM: Self = Self(49324);
    pub const TLS_ECDHE_ECDSA_WITH_AES_256_CCM: Self = Self(49325);
    pub const TLS_ECDHE_ECDSA_WITH_AES_128_CCM_8: Self = Self(49326);
    pub const TLS_ECDHE_ECDSA_WITH_AES_256_CCM_8: Self = Self(49327);
    pub const TLS_ECCPWD_WITH_AES_128_GCM_SHA256: Self = Self(49328);
    pub const TLS_ECCPWD_WITH_AES_256_GCM_SHA384: Self = Self(49329);
    pub const TLS_ECCPWD_WITH_AES_128_CCM_SHA256: Self = Self(49330);
    pub const TLS_ECCPWD_WITH_AES_256_CCM_SHA384: Self = Self(49331);
    pub const TLS_SHA256_SHA256: Self = Self(49332);
    pub const TLS_SHA384_SHA384: Self = Self(49333);
    pub const TLS_GOSTR341112_256_WITH_KUZNYECHIK_CTR_OMAC: Self = Self(49408);
    pub const TLS_GOSTR341112_256_WITH_MAGMA_CTR_OMAC: Self = Self(49409);
    pub const TLS_GOSTR341112_256_WITH_28147_CNT_IMIT: Self = Self(49410);
    pub const TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_L: Self = Self(49411);
    pub const TLS_GOSTR341112_256_WITH_MAGMA_MGM_L: Self = Self(49412);
    pub const TLS_GOSTR341112_256_WITH_KUZNYECHIK_MGM_S: Self = Self(49413);
    pub const TLS_GOSTR341112_256_WITH_MAGMA_MGM_S: Self = Self(49414);
    pub const TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52392);
    pub const TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52393);
    pub const TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52394);
    pub const TLS_PSK_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52395);
    pub const TLS_ECDHE_PSK_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52396);
    pub const TLS_DHE_PSK_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52397);
    pub const TLS_RSA_PSK_WITH_CHACHA20_POLY1305_SHA256: Self = Self(52398);
    pub const TLS_ECDHE_PSK_WITH_AES_128_GCM_SHA256: Self = Self(53249);
    pub const TLS_ECDHE_PSK_WITH_AES_256_GCM_SHA384: Self = Self(53250);
    pub const TLS_ECDHE_PSK_WITH_AES_128_CCM_8_SHA256: Self = Self(53251);
    pub const TLS_ECDHE_PSK_WITH_AES_128_CCM_SHA256: Self = Self(53253);
}

pub(super) static EXTENSION_TYPE: &[Entry] = &[
    Entry { value: 0, name: "server_name", reference: "[RFC6066][RFC9261]" },
    Entry { value: 1, name: "max_fragment_length", reference: "[RFC6066][RFC8449]" },
    Entry { value: 2, name: "client_certificate_url", reference: "[RFC6066]" },
    Entry { value: 3, name: "trusted_ca_keys", reference: "[RFC6066]" },
    Entry { value: 4, name: "truncated_hmac", reference: "[RFC6066][IESG Action 2018-08-16][RFC9847][Tag Size Does Matter: Attacks and Proofs for the TLS Record Protocol]" },
    Entry { value: 5, name: "status_request", reference: "[RFC6066]" },
    Entry { value: 6, name: "user_mapping", reference: "[RFC4681]" },
    Entry { value: 7, name: "client_authz", reference: "[RFC5878]" },
    Entry { value: 8, name: "server_authz", reference: "[RFC5878]" },
    Entry { value: 9, name: "cert_type", reference: "[RFC6091]" },
    Entry { value: 10, name: "supported_groups", reference: "[RFC8422][RFC7919]" },
    Entry { value: 11, name: "ec_point_formats", reference: "[RFC8422]" },
    Entry { value: 12, name: "srp", reference: "[RFC5054]" },
    Entry { value: 13, name: "signature_algorithms", reference: "[RFC9846]" },
    Entry { value: 14, name: "use_srtp", reference: "[RFC5764]" },
    Entry { value: 15, name: "heartbeat", reference: "[RFC6520]" },
    Entry { value: 16, name: "application_layer_protocol_negotiation", reference: "[RFC7301]" },
    Entry { value: 17, name: "status_request_v2", reference: "[RFC6961]" },
    Entry { value: 18, name: "signed_certificate_timestamp", reference: "[RFC6962]" },
    Entry { value: 19, name: "client_certificate_type", reference: "[RFC7250]" },
    Entry { value: 20, name: "server_certificate_type", reference: "[RFC7250]" },
    Entry { value: 21, name: "padding", reference: "[RFC7685]" },
    Entry { value: 22, name: "encrypt_then_mac", reference: "[RFC7366]" },
    Entry { value: 23, name: "extended_main_secret", reference: "[RFC7627][RFC9846]" },
    Entry { value: 24, name: "token_binding", reference: "[RFC8472]" },
    Entry { value: 25, name: "cached_info", reference: "[RFC7924]" },
    Entry { value: 26, name: "tls_lts", reference: "[draft-gutmann-tls-lts-11]" },
    Entry { value: 27, name: "compress_certificate", reference: "[RFC8879]" },
    Entry { value: 28, name: "record_size_limit", reference: "[RFC8449]" },
    Entry { value: 29, name: "pwd_protect", reference: "[RFC8492]" },
    Entry { value: 30, name: "pwd_clear", reference: "[RFC8492]" },
    Entry { value: 31, name: "password_salt", reference: "[RFC8492]" },
    Entry { value: 32, name: "ticket_pinning", reference: "[RFC8672]" },
    Entry { value: 33, name: "tls_cert_with_extern_psk", reference: "[RFC-ietf-tls-8773bis-12]" },
    Entry { value: 34, name: "delegated_credential", reference: "[RFC9345]" },
    Entry { value: 35, name: "session_ticket", reference: "[RFC5077][RFC8447]" },
    Entry { value: 36, name: "TLMSP", reference: "[ETSI TS 103 523-2]" },
    Entry { value: 37, name: "TLMSP_proxying", reference: "[ETSI TS 103 523-2]" },
    Entry { value: 38, name: "TLMSP_delegate", reference: "[ETSI TS 103 523-2]" },
    Entry { value: 39, name: "supported_ekt_ciphers", reference: "[RFC8870]" },
    Entry { value: 41, name: "pre_shared_key", reference: "[RFC9846]" },
    Entry { value: 42, name: "early_data", reference: "[RFC9846]" },
    Entry { value: 43, name: "supported_versions", reference: "[RFC9846]" },
    Entry { value: 44, name: "cookie", reference: "[RFC9846]" },
    Entry { value: 45, name: "psk_key_exchange_modes", reference: "[RFC9846]" },
    Entry { value: 47, name: "certificate_authorities", reference: "[RFC9846]" },
    Entry { value: 48, name: "oid_filters", reference: "[RFC9846]" },
    Entry { value: 49, name: "post_handshake_auth", reference: "[RFC9846]" },
    Entry { value: 50, name: "signature_algorithms_cert", reference: "[RFC9846]" },
    Entry { value: 51, name: "key_share", reference: "[RFC9846][RFC Errata 5483]" },
    Entry { value: 52, name: "transparency_info", reference: "[RFC9162]" },
    Entry { value: 53, name: "connection_id (deprecated)", reference: "[RFC9146][RFC9847]" },
    Entry { value: 54, name: "connection_id", reference: "[RFC9146]" },
    Entry { value: 55, name: "external_id_hash", reference: "[RFC8844]" },
    Entry { value: 56, name: "external_session_id", reference: "[RFC8844]" },
    Entry { value: 57, name: "quic_transport_parameters", reference: "[RFC9001]" },
    Entry { value: 58, name: "ticket_request", reference: "[RFC9149]" },
    Entry { value: 59, name: "dnssec_chain", reference: "[RFC9102][RFC Errata 6860]" },
    Entry { value: 60, name: "sequence_number_encryption_algorithms", reference: "[draft-pismenny-tls-dtls-plaintext-sequence-number-01]" },
    Entry { value: 61, name: "rrc", reference: "[RFC9853]" },
    Entry { value: 62, name: "tls_flags", reference: "[draft-ietf-tls-tlsflags-14]" },
    Entry { value: 64768, name: "ech_outer_extensions", reference: "[RFC9849]" },
    Entry { value: 65037, name: "encrypted_client_hello", reference: "[RFC9849]" },
    Entry { value: 65281, name: "renegotiation_info", reference: "[RFC5746]" },
];

pub(super) static EXTENSION_TYPE_UNREGISTERED: &[Entry] = &[
    Entry { value: 4832, name: "server_padding", reference: "" },
    Entry { value: 13172, name: "next_protocol_negotiation", reference: "" },
    Entry { value: 13175, name: "origin_bound_certificates", reference: "" },
    Entry { value: 13180, name: "encrypted_client_certificates", reference: "" },
    Entry { value: 17513, name: "application_settings_old", reference: "" },
    Entry { value: 17613, name: "application_settings", reference: "" },
    Entry { value: 30031, name: "channel_id_old", reference: "" },
    Entry { value: 30032, name: "channel_id", reference: "" },
    Entry { value: 35387, name: "pake", reference: "" },
    Entry { value: 35655, name: "padding (temporary)", reference: "" },
    Entry { value: 51764, name: "trust_anchors", reference: "" },
    Entry { value: 65283, name: "short_record_header", reference: "" },
    Entry { value: 65445, name: "quic_transport_parameters (drafts)", reference: "" },
    Entry { value: 65486, name: "encrypted_server_name", reference: "" },
];

impl ExtensionType {
    pub const SERVER_NAME: Self = Self(0);
    pub const MAX_FRAGMENT_LENGTH: Self = Self(1);
    pub const CLIENT_CERTIFICATE_URL: Self = Self(2);
    pub const TRUSTED_CA_KEYS: Self = Self(3);
    pub const TRUNCATED_HMAC: Self = Self(4);
    pub const STATUS_REQUEST: Self = Self(5);
    pub const USER_MAPPING: Self = Self(6);
    pub const CLIENT_AUTHZ: Self = Self(7);
    pub const SERVER_AUTHZ: Self = Self(8);
    pub const CERT_TYPE: Self = Self(9);
    pub const SUPPORTED_GROUPS: Self = Self(10);
    pub const EC_POINT_FORMATS: Self = Self(11);
    pub const SRP: Self = Self(12);
    pub const SIGNATURE_ALGORITHMS: Self = Self(13);
    pub const USE_SRTP: Self = Self(14);
    pub const HEARTBEAT: Self = Self(15);
    pub const APPLICATION_LAYER_PROTOCOL_NEGOTIATION: Self = Self(16);
    pub const STATUS_REQUEST_V2: Self = Self(17);
    pub const SIGNED_CERTIFICATE_TIMESTAMP: Self = Self(18);
    pub const CLIENT_CERTIFICATE_TYPE: Self = Self(19);
    pub const SERVER_CERTIFICATE_TYPE: Self = Self(20);
    pub const PADDING: Self = Self(21);
    pub const ENCRYPT_THEN_MAC: Self = Self(22);
    pub const EXTENDED_MAIN_SECRET: Self = Self(23);
    pub const TOKEN_BINDING: Self = Self(24);
    pub const CACHED_INFO: Self = Self(25);
    pub const TLS_LTS: Self = Self(26);
    pub const COMPRESS_CERTIFICATE: Self = Self(27);
    pub const RECORD_SIZE_LIMIT: Self = Self(28);
    pub const PWD_PROTECT: Self = Self(29);
    pub const PWD_CLEAR: Self = Self(30);
    pub const PASSWORD_SALT: Self = Self(31);
    pub const TICKET_PINNING: Self = Self(32);
    pub const TLS_CERT_WITH_EXTERN_PSK: Self = Self(33);
    pub const DELEGATED_CREDENTIAL: Self = Self(34);
    pub const SESSION_TICKET: Self = Self(35);
    pub const TLMSP: Self = Self(36);
    pub const TLMSP_PROXYING: Self = Self(37);
    pub const TLMSP_DELEGATE: Self = Self(38);
    pub const SUPPORTED_EKT_CIPHERS: Self = Self(39);
    pub const PRE_SHARED_KEY: Self = Self(41);
    pub const EARLY_DATA: Self = Self(42);
    pub const SUPPORTED_VERSIONS: Self = Self(43);
    pub const COOKIE: Self = Self(44);
    pub const PSK_KEY_EXCHANGE_MODES: Self = Self(45);
    pub const CERTIFICATE_AUTHORITIES: Self = Self(47);
    pub const OID_FILTERS: Self = Self(48);
    pub const POST_HANDSHAKE_AUTH: Self = Self(49);
    pub const SIGNATURE_ALGORITHMS_CERT: Self = Self(50);
    pub const KEY_SHARE: Self = Self(51);
    pub const TRANSPARENCY_INFO: Self = Self(52);
    pub const CONNECTION_ID_DEPRECATED: Self = Self(53);
    pub const CONNECTION_ID: Self = Self(54);
    pub const EXTERNAL_ID_HASH: Self = Self(55);
    pub const EXTERNAL_SESSION_ID: Self = Self(56);
    pub const QUIC_TRANSPORT_PARAMETERS: Self = Self(57);
    pub const TICKET_REQUEST: Self = Self(58);
    pub const DNSSEC_CHAIN: Self = Self(59);
    pub const SEQUENCE_NUMBER_ENCRYPTION_ALGORITHMS: Self = Self(60);
    pub const RRC: Self = Self(61);
    pub const TLS_FLAGS: Self = Self(62);
    pub const ECH_OUTER_EXTENSIONS: Self = Self(64768);
    pub const ENCRYPTED_CLIENT_HELLO: Self = Self(65037);
    pub const RENEGOTIATION_INFO: Self = Self(65281);
}

pub(super) static NAMED_GROUP: &[Entry] = &[
    Entry { value: 1, name: "sect163k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 2, name: "sect163r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 3, name: "sect163r2", reference: "[RFC8422][RFC9847]" },
    Entry { value: 4, name: "sect193r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 5, name: "sect193r2", reference: "[RFC8422][RFC9847]" },
    Entry { value: 6, name: "sect233k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 7, name: "sect233r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 8, name: "sect239k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 9, name: "sect283k1", reference: "[RFC8422]" },
    Entry { value: 10, name: "sect283r1", reference: "[RFC8422]" },
    Entry { value: 11, name: "sect409k1", reference: "[RFC8422]" },
    Entry { value: 12, name: "sect409r1", reference: "[RFC8422]" },
    Entry { value: 13, name: "sect571k1", reference: "[RFC8422]" },
    Entry { value: 14, name: "sect571r1", reference: "[RFC8422]" },
    Entry { value: 15, name: "secp160k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 16, name: "secp160r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 17, name: "secp160r2", reference: "[RFC8422][RFC9847]" },
    Entry { value: 18, name: "secp192k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 19, name: "secp192r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 20, name: "secp224k1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 21, name: "secp224r1", reference: "[RFC8422][RFC9847]" },
    Entry { value: 22, name: "secp256k1", reference: "[RFC8422]" },
    Entry { value: 23, name: "secp256r1", reference: "[RFC8422]" },
    Entry { value: 24, name: "secp384r1", reference: "[RFC8422]" },
    Entry { value: 25, name: "secp521r1", reference: "[RFC8422]" },
    Entry { value: 26, name: "brainpoolP256r1", reference: "[RFC7027]" },
    Entry { value: 27, name: "brainpoolP384r1", reference: "[RFC7027]" },
    Entry { value: 28, name: "brainpoolP512r1", reference: "[RFC7027]" },
    Entry { value: 29, name: "x25519", reference: "[RFC9846][RFC8422]" },
    Entry { value: 30, name: "x448", reference: "[RFC9846][RFC8422]" },
    Entry { value: 31, name: "brainpoolP256r1tls13", reference: "[RFC8734]" },
    Entry { value: 32, name: "brainpoolP384r1tls13", reference: "[RFC8734]" },
    Entry { value: 33, name: "brainpoolP512r1tls13", reference: "[RFC8734]" },
    Entry { value: 34, name: "GC256A", reference: "[RFC9189]" },
    Entry { value: 35, name: "GC256B", reference: "[RFC9189]" },
    Entry { value: 36, name: "GC256C", reference: "[RFC9189]" },
    Entry { value: 37, name: "GC256D", reference: "[RFC9189]" },
    Entry { value: 38, name: "GC512A", reference: "[RFC9189]" },
    Entry { value: 39, name: "GC512B", reference: "[RFC9189]" },
    Entry { value: 40, name: "GC512C", reference: "[RFC9189]" },
    Entry { value: 41, name: "curveSM2", reference: "[RFC8998]" },
    Entry { value: 256, name: "ffdhe2048", reference: "[RFC7919]" },
    Entry { value: 257, name: "ffdhe3072", reference: "[RFC7919]" },
    Entry { value: 258, name: "ffdhe4096", reference: "[RFC7919]" },
    Entry { value: 259, name: "ffdhe6144", reference: "[RFC7919]" },
    Entry { value: 260, name: "ffdhe8192", reference: "[RFC7919]" },
    Entry { value: 512, name: "MLKEM512", reference: "[draft-connolly-tls-mlkem-key-agreement-05]" },
    Entry { value: 513, name: "MLKEM768", reference: "[draft-connolly-tls-mlkem-key-agreement-05]" },
    Entry { value: 514, name: "MLKEM1024", reference: "[draft-connolly-tls-mlkem-key-agreement-05]" },
    Entry { value: 4587, name: "SecP256r1MLKEM768", reference: "[RFC10024]" },
    Entry { value: 4588, name: "X25519MLKEM768", reference: "[RFC10024]" },
    Entry { value: 4589, name: "SecP384r1MLKEM1024", reference: "[RFC10024]" },
    Entry { value: 4590, name: "curveSM2MLKEM768", reference: "[draft-yang-tls-hybrid-sm2-mlkem-03]" },
    Entry { value: 25497, name: "X25519Kyber768Draft00", reference: "[draft-tls-westerbaan-xyber768d00-02][RFC10024]" },
    Entry { value: 25498, name: "SecP256r1Kyber768Draft00", reference: "[draft-kwiatkowski-tls-ecdhe-kyber-01][RFC10024]" },
    Entry { value: 65281, name: "arbitrary_explicit_prime_curves", reference: "[RFC8422]" },
    Entry { value: 65282, name: "arbitrary_explicit_char2_curves", reference: "[RFC8422]" },
];

pub(super) static NAMED_GROUP_UNREGISTERED: &[Entry] = &[
    Entry { value: 4585, name: "SecP256r1MLKEM512", reference: "" },
    Entry { value: 4586, name: "X25519MLKEM512", reference: "" },
    Entry { value: 16696, name: "CECPQ2", reference: "" },
    Entry { value: 65072, name: "X25519Kyber512Draft00 (Cloudflare)", reference: "" },
    Entry { value: 65073, name: "X25519Kyber768Draft00 (Cloudflare, old)", reference: "" },
];

impl NamedGroup {
    pub const SECT163K1: Self = Self(1);
    pub const SECT163R1: Self = Self(2);
    pub const SECT163R2: Self = Self(3);
    pub const SECT193R1: Self = Self(4);
    pub const SECT193R2: Self = Self(5);
    pub const SECT233K1: Self = Self(6);
    pub const SECT233R1: Self = Self(7);
    pub const SECT239K1: Self = Self(8);
    pub const SECT283K1: Self = Self(9);
    pub const SECT283R1: Self = Self(10);
    pub const SECT409K1: Self = Self(11);
    pub const SECT409R1: Self = Self(12);
    pub const SECT571K1: Self = Self(13);
    pub const SECT571R1: Self = Self(14);
    pub const SECP160K1: Self = Self(15);
    pub const SECP160R1: Self = Self(16);
    pub const SECP160R2: Self = Self(17);
    pub const SECP192K1: Self = Self(18);
    pub const SECP192R1: Self = Self(19);
    pub const SECP224K1: Self = Self(20);
    pub const SECP224R1: Self = Self(21);
    pub const SECP256K1: Self = Self(22);
    pub const SECP256R1: Self = Self(23);
    pub const SECP384R1: Self = Self(24);
    pub const SECP521R1: Self = Self(25);
    pub const BRAINPOOLP256R1: Self = Self(26);
    pub const BRAINPOOLP384R1: Self = Self(27);
    pub const BRAINPOOLP512R1: Self = Self(28);
    pub const X25519: Self = Self(29);
    pub const X448: Self = Self(30);
    pub const BRAINPOOLP256R1TLS13: Self = Self(31);
    pub const BRAINPOOLP384R1TLS13: Self = Self(32);
    pub const BRAINPOOLP512R1TLS13: Self = Self(33);
    pub const GC256A: Self = Self(34);
    pub const GC256B: Self = Self(35);
    pub const GC256C: Self = Self(36);
    pub const GC256D: Self = Self(37);
    pub const GC512A: Self = Self(38);
    pub const GC512B: Self = Self(39);
    pub const GC512C: Self = Self(40);
    pub const CURVESM2: Self = Self(41);
    pub const FFDHE2048: Self = Self(256);
    pub const FFDHE3072: Self = Self(257);
    pub const FFDHE4096: Self = Self(258);
    pub const FFDHE6144: Self = Self(259);
    pub const FFDHE8192: Self = Self(260);
    pub const MLKEM512: Self = Self(512);
    pub const MLKEM768: Self = Self(513);
    pub const MLKEM1024: Self = Self(514);
    pub const SECP256R1MLKEM768: Self = Self(4587);
    pub const X25519MLKEM768: Self = Self(4588);
    pub const SECP384R1MLKEM1024: Self = Self(4589);
    pub const CURVESM2MLKEM768: Self = Self(4590);
    pub const X25519KYBER768DRAFT00: Self = Self(25497);
    pub const SECP256R1KYBER768DRAFT00: Self = Self(25498);
    pub const ARBITRARY_EXPLICIT_PRIME_CURVES: Self = Self(65281);
    pub const ARBITRARY_EXPLICIT_CHAR2_CURVES: Self = Self(65282);
}

pub(super) static SIGNATURE_SCHEME: &[Entry] = &[
    Entry { value: 513, name: "rsa_pkcs1_sha1", reference: "[RFC9846][RFC9155]" },
    Entry { value: 515, name: "ecdsa_sha1", reference: "[RFC9846][RFC9155]" },
    Entry { value: 1025, name: "rsa_pkcs1_sha256", reference: "[RFC9846]" },
    Entry { value: 1027, name: "ecdsa_secp256r1_sha256", reference: "[RFC9846]" },
    Entry { value: 1056, name: "rsa_pkcs1_sha256_legacy", reference: "[RFC9963]" },
    Entry { value: 1281, name: "rsa_pkcs1_sha384", reference: "[RFC9846]" },
    Entry { value: 1283, name: "ecdsa_secp384r1_sha384", reference: "[RFC9846]" },
    Entry { value: 1312, name: "rsa_pkcs1_sha384_legacy", reference: "[RFC9963]" },
    Entry { value: 1537, name: "rsa_pkcs1_sha512", reference: "[RFC9846]" },
    Entry { value: 1539, name: "ecdsa_secp521r1_sha512", reference: "[RFC9846]" },
    Entry { value: 1568, name: "rsa_pkcs1_sha512_legacy", reference: "[RFC9963]" },
    Entry { value: 1796, name: "eccsi_sha256", reference: "[draft-wang-tls-raw-public-key-with-ibc-02]" },
    Entry { value: 1797, name: "iso_ibs1", reference: "[draft-wang-tls-raw-public-key-with-ibc-02]" },
    Entry { value: 1798, name: "iso_ibs2", reference: "[draft-wang-tls-raw-public-key-with-ibc-02]" },
    Entry { value: 1799, name: "iso_chinese_ibs", reference: "[draft-wang-tls-raw-public-key-with-ibc-02]" },
    Entry { value: 1800, name: "sm2sig_sm3", reference: "[RFC8998]" },
    Entry { value: 1801, name: "gostr34102012_256a", reference: "[RFC9367]" },
    Entry { value: 1802, name: "gostr34102012_256b", reference: "[RFC9367]" },
    Entry { value: 1803, name: "gostr34102012_256c", reference: "[RFC9367]" },
    Entry { value: 1804, name: "gostr34102012_256d", reference: "[RFC9367]" },
    Entry { value: 1805, name: "gostr34102012_512a", reference: "[RFC9367]" },
    Entry { value: 1806, name: "gostr34102012_512b", reference: "[RFC9367]" },
    Entry { value: 1807, name: "gostr34102012_512c", reference: "[RFC9367]" },
    Entry { value: 2052, name: "rsa_pss_rsae_sha256", reference: "[RFC9846]" },
    Entry { value: 2053, name: "rsa_pss_rsae_sha384", reference: "[RFC9846]" },
    Entry { value: 2054, name: "rsa_pss_rsae_sha512", reference: "[RFC9846]" },
    Entry { value: 2055, name: "ed25519", reference: "[RFC9846]" },
    Entry { value: 2056, name: "ed448", reference: "[RFC9846]" },
    Entry { value: 2057, name: "rsa_pss_pss_sha256", reference: "[RFC9846]" },
    Entry { value: 2058, name: "rsa_pss_pss_sha384", reference: "[RFC9846]" },
    Entry { value: 2059, name: "rsa_pss_pss_sha512", reference: "[RFC9846]" },
    Entry { value: 2074, name: "ecdsa_brainpoolP256r1tls13_sha256", reference: "[RFC8734]" },
    Entry { value: 2075, name: "ecdsa_brainpoolP384r1tls13_sha384", reference: "[RFC8734]" },
    Entry { value: 2076, name: "ecdsa_brainpoolP512r1tls13_sha512", reference: "[RFC8734]" },
    Entry { value: 2308, name: "mldsa44", reference: "[draft-ietf-tls-mldsa-00]" },
    Entry { value: 2309, name: "mldsa65", reference: "[draft-ietf-tls-mldsa-00]" },
    Entry { value: 2310, name: "mldsa87", reference: "[draft-ietf-tls-mldsa-00]" },
    Entry { value: 2321, name: "slhdsa_sha2_128s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2322, name: "slhdsa_sha2_128f", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2323, name: "slhdsa_sha2_192s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2324, name: "slhdsa_sha2_192f", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2325, name: "slhdsa_sha2_256s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2326, name: "slhdsa_sha2_256f", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2327, name: "slhdsa_shake_128s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2328, name: "slhdsa_shake_128f", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2329, name: "slhdsa_shake_192s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2330, name: "slhdsa_shake_192f", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2331, name: "slhdsa_shake_256s", reference: "[draft-reddy-tls-slhdsa-01]" },
    Entry { value: 2332, name: "slhdsa_shake_256f", reference: "[draft-reddy-tls-slhdsa-01]" },
];

impl SignatureScheme {
    pub const RSA_PKCS1_SHA1: Self = Self(513);
    pub const ECDSA_SHA1: Self = Self(515);
    pub const RSA_PKCS1_SHA256: Self = Self(1025);
    pub const ECDSA_SECP256R1_SHA256: Self = Self(1027);
    pub const RSA_PKCS1_SHA256_LEGACY: Self = Self(1056);
    pub const RSA_PKCS1_SHA384: Self = Self(1281);
    pub const ECDSA_SECP384R1_SHA384: Self = Self(1283);
    pub const RSA_PKCS1_SHA384_LEGACY: Self = Self(1312);
    pub const RSA_PKCS1_SHA512: Self = Self(1537);
    pub const ECDSA_SECP521R1_SHA512: Self = Self(1539);
    pub const RSA_PKCS1_SHA512_LEGACY: Self = Self(1568);
    pub const ECCSI_SHA256: Self = Self(1796);
    pub const ISO_IBS1: Self = Self(1797);
    pub const ISO_IBS2: Self = Self(1798);
    pub const ISO_CHINESE_IBS: Self = Self(1799);
    pub const SM2SIG_SM3: Self = Self(1800);
    pub const GOSTR34102012_256A: Self = Self(1801);
    pub const GOSTR34102012_256B: Self = Self(1802);
    pub const GOSTR34102012_256C: Self = Self(1803);
    pub const GOSTR34102012_256D: Self = Self(1804);
    pub const GOSTR34102012_512A: Self = Self(1805);
    pub const GOSTR34102012_512B: Self = Self(1806);
    pub const GOSTR34102012_512C: Self = Self(1807);
    pub const RSA_PSS_RSAE_SHA256: Self = Self(2052);
    pub const RSA_PSS_RSAE_SHA384: Self = Self(2053);
    pub const RSA_PSS_RSAE_SHA512: Self = Self(2054);
    pub const ED25519: Self = Self(2055);
    pub const ED448: Self = Self(2056);
    pub const RSA_PSS_PSS_SHA256: Self = Self(2057);
    pub const RSA_PSS_PSS_SHA384: Self = Self(2058);
    pub const RSA_PSS_PSS_SHA512: Self = Self(2059);
    pub const ECDSA_BRAINPOOLP256R1TLS13_SHA256: Self = Self(2074);
    pub const ECDSA_BRAINPOOLP384R1TLS13_SHA384: Self = Self(2075);
    pub const ECDSA_BRAINPOOLP512R1TLS13_SHA512: Self = Self(2076);
    pub const MLDSA44: Self = Self(2308);
    pub const MLDSA65: Self = Self(2309);
    pub const MLDSA87: Self = Self(2310);
    pub const SLHDSA_SHA2_128S: Self = Self(2321);
    pub const SLHDSA_SHA2_128F: Self = Self(2322);
    pub const SLHDSA_SHA2_192S: Self = Self(2323);
    pub const SLHDSA_SHA2_192F: Self = Self(2324);
    pub const SLHDSA_SHA2_256S: Self = Self(2325);
    pub const SLHDSA_SHA2_256F: Self = Self(2326);
    pub const SLHDSA_SHAKE_128S: Self = Self(2327);
    pub const SLHDSA_SHAKE_128F: Self = Self(2328);
    pub const SLHDSA_SHAKE_192S: Self = Self(2329);
    pub const SLHDSA_SHAKE_192F: Self = Self(2330);
    pub const SLHDSA_SHAKE_256S: Self = Self(2331);
    pub const SLHDSA_SHAKE_256F: Self = Self(2332);
}

pub(super) static ALERT_DESCRIPTION: &[Entry] = &[
    Entry { value: 0, name: "close_notify", reference: "[RFC9846][RFC Errata 7303]" },
    Entry { value: 10, name: "unexpected_message", reference: "[RFC9846]" },
    Entry { value: 20, name: "bad_record_mac", reference: "[RFC9846]" },
    Entry { value: 21, name: "decryption_failed_RESERVED", reference: "[RFC9846]" },
    Entry { value: 22, name: "record_overflow", reference: "[RFC9846]" },
    Entry { value: 30, name: "decompression_failure_RESERVED", reference: "[RFC9846]" },
    Entry { value: 40, name: "handshake_failure", reference: "[RFC9846]" },
    Entry { value: 41, name: "no_certificate_RESERVED", reference: "[RFC9846]" },
    Entry { value: 42, name: "bad_certificate", reference: "[RFC9846]" },
    Entry { value: 43, name: "unsupported_certificate", reference: "[RFC9846]" },
    Entry { value: 44, name: "certificate_revoked", reference: "[RFC9846]" },
    Entry { value: 45, name: "certificate_expired", reference: "[RFC9846]" },
    Entry { value: 46, name: "certificate_unknown", reference: "[RFC9846]" },
    Entry { value: 47, name: "illegal_parameter", reference: "[RFC9846]" },
    Entry { value: 48, name: "unknown_ca", reference: "[RFC9846]" },
    Entry { value: 49, name: "access_denied", reference: "[RFC9846]" },
    Entry { value: 50, name: "decode_error", reference: "[RFC9846]" },
    Entry { value: 51, name: "decrypt_error", reference: "[RFC9846]" },
    Entry { value: 52, name: "too_many_cids_requested", reference: "[RFC9147]" },
    Entry { value: 60, name: "export_restriction_RESERVED", reference: "[RFC9846]" },
    Entry { value: 70, name: "protocol_version", reference: "[RFC9846]" },
    Entry { value: 71, name: "insufficient_security", reference: "[RFC9846]" },
    Entry { value: 80, name: "internal_error", reference: "[RFC9846]" },
    Entry { value: 86, name: "inappropriate_fallback", reference: "[RFC7507]" },
    Entry { value: 90, name: "user_canceled", reference: "[RFC9846]" },
    Entry { value: 100, name: "no_renegotiation_RESERVED", reference: "[RFC9846]" },
    Entry { value: 109, name: "missing_extension", reference: "[RFC9846]" },
    Entry { value: 110, name: "unsupported_extension", reference: "[RFC9846]" },
    Entry { value: 111, name: "certificate_unobtainable_RESERVED", reference: "[RFC6066][RFC9846]" },
    Entry { value: 112, name: "unrecognized_name", reference: "[RFC6066]" },
    Entry { value: 113, name: "bad_certificate_status_response", reference: "[RFC6066]" },
    Entry { value: 114, name: "bad_certificate_hash_value_RESERVED", reference: "[RFC6066][RFC9846]" },
    Entry { value: 115, name: "unknown_psk_identity", reference: "[RFC4279]" },
    Entry { value: 116, name: "certificate_required", reference: "[RFC9846]" },
    Entry { value: 117, name: "general_error", reference: "[RFC9846]" },
    Entry { value: 120, name: "no_application_protocol", reference: "[RFC7301][RFC8447]" },
    Entry { value: 121, name: "ech_required", reference: "[RFC9849]" },
];

impl AlertDescription {
    pub const CLOSE_NOTIFY: Self = Self(0);
    pub const UNEXPECTED_MESSAGE: Self = Self(10);
    pub const BAD_RECORD_MAC: Self = Self(20);
    pub const DECRYPTION_FAILED_RESERVED: Self = Self(21);
    pub const RECORD_OVERFLOW: Self = Self(22);
    pub const DECOMPRESSION_FAILURE_RESERVED: Self = Self(30);
    pub const HANDSHAKE_FAILURE: Self = Self(40);
    pub const NO_CERTIFICATE_RESERVED: Self = Self(41);
    pub const BAD_CERTIFICATE: Self = Self(42);
    pub const UNSUPPORTED_CERTIFICATE: Self = Self(43);
    pub const CERTIFICATE_REVOKED: Self = Self(44);
    pub const CERTIFICATE_EXPIRED: Self = Self(45);
    pub const CERTIFICATE_UNKNOWN: Self = Self(46);
    pub const ILLEGAL_PARAMETER: Self = Self(47);
    pub const UNKNOWN_CA: Self = Self(48);
    pub const ACCESS_DENIED: Self = Self(49);
    pub const DECODE_ERROR: Self = Self(50);
    pub const DECRYPT_ERROR: Self = Self(51);
    pub const TOO_MANY_CIDS_REQUESTED: Self = Self(52);
    pub const EXPORT_RESTRICTION_RESERVED: Self = Self(60);
    pub const PROTOCOL_VERSION: Self = Self(70);
    pub const INSUFFICIENT_SECURITY: Self = Self(71);
    pub const INTERNAL_ERROR: Self = Self(80);
    pub const INAPPROPRIATE_FALLBACK: Self = Self(86);
    pub const USER_CANCELED: Self = Self(90);
    pub const NO_RENEGOTIATION_RESERVED: Self = Self(100);
    pub const MISSING_EXTENSION: Self = Self(109);
    pub const UNSUPPORTED_EXTENSION: Self = Self(110);
    pub const CERTIFICATE_UNOBTAINABLE_RESERVED: Self = Self(111);
    pub const UNRECOGNIZED_NAME: Self = Self(112);
    pub const BAD_CERTIFICATE_STATUS_RESPONSE: Self = Self(113);
    pub const BAD_CERTIFICATE_HASH_VALUE_RESERVED: Self = Self(114);
    pub const UNKNOWN_PSK_IDENTITY: Self = Self(115);
    pub const CERTIFICATE_REQUIRED: Self = Self(116);
    pub const GENERAL_ERROR: Self = Self(117);
    pub const NO_APPLICATION_PROTOCOL: Self = Self(120);
    pub const ECH_REQUIRED: Self = Self(121);
}

pub(super) static ALERT_LEVEL: &[Entry] = &[
    Entry { value: 1, name: "warning", reference: "[RFC8446]" },
    Entry { value: 2, name: "fatal", reference: "[RFC8446]" },
];

impl AlertLevel {
    pub const WARNING: Self = Self(1);
    pub const FATAL: Self = Self(2);
}

pub(super) static COMPRESSION_METHOD: &[Entry] = &[
    Entry { value: 0, name: "NULL", reference: "[RFC5246]" },
    Entry { value: 1, name: "DEFLATE", reference: "[RFC3749]" },
    Entry { value: 64, name: "LZS", reference: "[RFC3943]" },
];

impl CompressionMethod {
    pub const NULL: Self = Self(0);
    pub const DEFLATE: Self = Self(1);
    pub const LZS: Self = Self(64);
}

pub(super) static PSK_KEY_EXCHANGE_MODE: &[Entry] = &[
    Entry { value: 0, name: "psk_ke", reference: "[RFC8446]" },
    Entry { value: 1, name: "psk_dhe_ke", reference: "[RFC8446]" },
];

impl PskKeyExchangeMode {
    pub const PSK_KE: Self = Self(0);
    pub const PSK_DHE_KE: Self = Self(1);
}

pub(super) static CERTIFICATE_COMPRESSION_ALGORITHM: &[Entry] = &[
    Entry { value: 1, name: "zlib", reference: "[RFC8879]" },
    Entry { value: 2, name: "brotli", reference: "[RFC8879]" },
    Entry { value: 3, name: "zstd", reference: "[RFC8879]" },
];

impl CertificateCompressionAlgorithm {
    pub const ZLIB: Self = Self(1);
    pub const BROTLI: Self = Self(2);
    pub const ZSTD: Self = Self(3);
}

pub(super) static CLIENT_CERTIFICATE_TYPE: &[Entry] = &[
    Entry { value: 1, name: "rsa_sign", reference: "[RFC5246]" },
    Entry { value: 2, name: "dss_sign", reference: "[RFC5246]" },
    Entry { value: 3, name: "rsa_fixed_dh", reference: "[RFC5246]" },
    Entry { value: 4, name: "dss_fixed_dh", reference: "[RFC5246]" },
    Entry { value: 5, name: "rsa_ephemeral_dh_RESERVED", reference: "[RFC5246]" },
    Entry { value: 6, name: "dss_ephemeral_dh_RESERVED", reference: "[RFC5246]" },
    Entry { value: 20, name: "fortezza_dms_RESERVED", reference: "[RFC5246]" },
    Entry { value: 64, name: "ecdsa_sign", reference: "[RFC8422]" },
    Entry { value: 65, name: "rsa_fixed_ecdh", reference: "[RFC8422]" },
    Entry { value: 66, name: "ecdsa_fixed_ecdh", reference: "[RFC8422]" },
    Entry { value: 67, name: "gost_sign256", reference: "[RFC9189]" },
    Entry { value: 68, name: "gost_sign512", reference: "[RFC9189]" },
];

impl ClientCertificateType {
    pub const RSA_SIGN: Self = Self(1);
    pub const DSS_SIGN: Self = Self(2);
    pub const RSA_FIXED_DH: Self = Self(3);
    pub const DSS_FIXED_DH: Self = Self(4);
    pub const RSA_EPHEMERAL_DH_RESERVED: Self = Self(5);
    pub const DSS_EPHEMERAL_DH_RESERVED: Self = Self(6);
    pub const FORTEZZA_DMS_RESERVED: Self = Self(20);
    pub const ECDSA_SIGN: Self = Self(64);
    pub const RSA_FIXED_ECDH: Self = Self(65);
    pub const ECDSA_FIXED_ECDH: Self = Self(66);
    pub const GOST_SIGN256: Self = Self(67);
    pub const GOST_SIGN512: Self = Self(68);
}

pub(super) static EC_POINT_FORMAT: &[Entry] = &[
    Entry { value: 0, name: "uncompressed", reference: "[RFC8422]" },
    Entry { value: 1, name: "ansiX962_compressed_prime", reference: "[RFC8422]" },
    Entry { value: 2, name: "ansiX962_compressed_char2", reference: "[RFC8422]" },
];

impl EcPointFormat {
    pub const UNCOMPRESSED: Self = Self(0);
    pub const ANSIX962_COMPRESSED_PRIME: Self = Self(1);
    pub const ANSIX962_COMPRESSED_CHAR2: Self = Self(2);
}

pub(super) static EC_CURVE_TYPE: &[Entry] = &[
    Entry { value: 1, name: "explicit_prime", reference: "[RFC8422]" },
    Entry { value: 2, name: "explicit_char2", reference: "[RFC8422]" },
    Entry { value: 3, name: "named_curve", reference: "[RFC8422][RFC7919]" },
];

pub(super) static SIGNATURE_ALGORITHM: &[Entry] = &[
    Entry { value: 0, name: "anonymous", reference: "[RFC5246]" },
    Entry { value: 1, name: "rsa", reference: "[RFC5246]" },
    Entry { value: 2, name: "dsa", reference: "[RFC5246]" },
    Entry { value: 3, name: "ecdsa", reference: "[RFC5246]" },
    Entry { value: 7, name: "ed25519", reference: "[RFC8422]" },
    Entry { value: 8, name: "ed448", reference: "[RFC8422]" },
    Entry { value: 64, name: "gostr34102012_256", reference: "[RFC9189]" },
    Entry { value: 65, name: "gostr34102012_512", reference: "[RFC9189]" },
];

pub(super) static HASH_ALGORITHM: &[Entry] = &[
    Entry { value: 0, name: "none", reference: "[RFC5246]" },
    Entry { value: 1, name: "md5", reference: "[RFC5246]" },
    Entry { value: 2, name: "sha1", reference: "[RFC5246]" },
    Entry { value: 3, name: "sha224", reference: "[RFC5246]" },
    Entry { value: 4, name: "sha256", reference: "[RFC5246]" },
    Entry { value: 5, name: "sha384", reference: "[RFC5246]" },
    Entry { value: 6, name: "sha512", reference: "[RFC5246]" },
    Entry { value: 8, name: "Intrinsic", reference: "[RFC8422]" },
];

pub(super) static CERTIFICATE_TYPE: &[Entry] = &[
    Entry { value: 0, name: "X509", reference: "[RFC6091][RFC7250]" },
    Entry { value: 1, name: "OpenPGP_RESERVED", reference: "[RFC6091][RFC8446]" },
    Entry { value: 2, name: "Raw Public Key", reference: "[RFC7250]" },
    Entry { value: 3, name: "1609Dot2", reference: "[RFC8902]" },
];

pub(super) static CERTIFICATE_STATUS_TYPE: &[Entry] = &[
    Entry { value: 1, name: "ocsp", reference: "[RFC6066][RFC6961]" },
    Entry { value: 2, name: "ocsp_multi_RESERVED", reference: "[RFC6961][RFC8446]" },
];

pub(super) static REGISTRIES: &[(&str, &[Entry])] = &[
    ("content_type", CONTENT_TYPE),
    ("handshake_type", HANDSHAKE_TYPE),
    ("protocol_version", PROTOCOL_VERSION),
    ("cipher_suite", CIPHER_SUITE),
    ("cipher_suite/unregistered", CIPHER_SUITE_UNREGISTERED),
    ("extension_type", EXTENSION_TYPE),
    ("extension_type/unregistered", EXTENSION_TYPE_UNREGISTERED),
    ("named_group", NAMED_GROUP),
    ("named_group/unregistered", NAMED_GROUP_UNREGISTERED),
    ("signature_scheme", SIGNATURE_SCHEME),
    ("alert_description", ALERT_DESCRIPTION),
    ("alert_level", ALERT_LEVEL),
    ("compression_method", COMPRESSION_METHOD),
    ("psk_key_exchange_mode", PSK_KEY_EXCHANGE_MODE),
    ("certificate_compression_algorithm", CERTIFICATE_COMPRESSION_ALGORITHM),
    ("client_certificate_type", CLIENT_CERTIFICATE_TYPE),
    ("ec_point_format", EC_POINT_FORMAT),
    ("ec_curve_type", EC_CURVE_TYPE),
    ("signature_algorithm", SIGNATURE_ALGORITHM),
    ("hash_algorithm", HASH_ALGORITHM),
    ("certificate_type", CERTIFICATE_TYPE),
    ("certificate_status_type", CERTIFICATE_STATUS_TYPE),
];

pub(super) static SUITES: &[(CipherSuite, Suite)] = &[
    (CipherSuite(0), Suite { key_exchange: KeyExchange::Null, bulk: Bulk::Null, hash: Hash::None }),
    (CipherSuite(1), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Null, hash: Hash::Md5 }),
    (CipherSuite(2), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(3), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(4), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(5), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(6), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(7), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(8), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(9), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(10), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(11), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(12), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(13), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(14), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(15), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(16), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(17), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(18), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(19), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(20), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(21), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(22), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(23), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(24), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(25), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(26), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(27), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(30), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(31), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(32), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(33), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(34), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(35), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(36), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(37), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(38), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(39), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(40), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(41), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(42), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(43), Suite { key_exchange: KeyExchange::Krb5, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(44), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(45), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(46), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(47), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(48), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(50), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(51), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(52), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(53), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(54), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(55), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(56), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(57), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(58), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(59), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Null, hash: Hash::Sha256 }),
    (CipherSuite(60), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(61), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(62), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(63), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(64), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(65), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(66), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(67), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(68), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(69), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(70), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(73), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(96), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Stream, hash: Hash::Md5 }),
    (CipherSuite(97), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(98), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(99), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(100), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(101), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(102), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(103), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(104), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(105), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(106), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(107), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(108), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(109), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(110), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::AsconHash256 }),
    (CipherSuite(111), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(112), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::AsconHash256 }),
    (CipherSuite(113), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::AsconHash256 }),
    (CipherSuite(132), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(133), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(134), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(135), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(136), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(137), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(138), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(139), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(140), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(141), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(142), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(143), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(144), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(145), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(146), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(147), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(148), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(149), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(150), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(151), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(152), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(153), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(154), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(155), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(156), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(157), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(158), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(159), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(160), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(161), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(162), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(163), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(164), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(165), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(166), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(167), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(168), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(169), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(170), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(171), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(172), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(173), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(174), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(175), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(176), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Null, hash: Hash::Sha256 }),
    (CipherSuite(177), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Null, hash: Hash::Sha384 }),
    (CipherSuite(178), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(179), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(180), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Null, hash: Hash::Sha256 }),
    (CipherSuite(181), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Null, hash: Hash::Sha384 }),
    (CipherSuite(182), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(183), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(184), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Null, hash: Hash::Sha256 }),
    (CipherSuite(185), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Null, hash: Hash::Sha384 }),
    (CipherSuite(186), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(187), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(188), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(189), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(190), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(191), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(192), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(193), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(194), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(195), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(196), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(197), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(198), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sm3 }),
    (CipherSuite(199), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sm3 }),
    (CipherSuite(4865), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(4866), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(4867), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(4868), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(4869), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(4870), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha512 }),
    (CipherSuite(4871), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49153), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49154), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49155), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49156), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49157), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49158), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49159), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49160), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49161), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49162), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49163), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49164), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49165), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49166), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49167), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49168), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49169), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49170), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49171), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49172), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49173), Suite { key_exchange: KeyExchange::EcdhAnon, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49174), Suite { key_exchange: KeyExchange::EcdhAnon, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49175), Suite { key_exchange: KeyExchange::EcdhAnon, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49176), Suite { key_exchange: KeyExchange::EcdhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49177), Suite { key_exchange: KeyExchange::EcdhAnon, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49178), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49179), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49180), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49181), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49182), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49183), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49184), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49185), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49186), Suite { key_exchange: KeyExchange::Srp, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49187), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49188), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49189), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49190), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49191), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49192), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49193), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49194), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49195), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49196), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49197), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49198), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49199), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49200), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49201), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49202), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49203), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Stream, hash: Hash::Sha1 }),
    (CipherSuite(49204), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(49205), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49206), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha1 }),
    (CipherSuite(49207), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49208), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49209), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Null, hash: Hash::Sha1 }),
    (CipherSuite(49210), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Null, hash: Hash::Sha256 }),
    (CipherSuite(49211), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Null, hash: Hash::Sha384 }),
    (CipherSuite(49212), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49213), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49214), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49215), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49216), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49217), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49218), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49219), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49220), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49221), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49222), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49223), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49224), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49225), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49226), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49227), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49228), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49229), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49230), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49231), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49232), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49233), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49234), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49235), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49236), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49237), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49238), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49239), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49240), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49241), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49242), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49243), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49244), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49245), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49246), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49247), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49248), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49249), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49250), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49251), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49252), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49253), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49254), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49255), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49256), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49257), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49258), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49259), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49260), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49261), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49262), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49263), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49264), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49265), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49266), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49267), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49268), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49269), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49270), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49271), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49272), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49273), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49274), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49275), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49276), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49277), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49278), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49279), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49280), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49281), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49282), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49283), Suite { key_exchange: KeyExchange::Dh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49284), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49285), Suite { key_exchange: KeyExchange::DhAnon, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49286), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49287), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49288), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49289), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49290), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49291), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49292), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49293), Suite { key_exchange: KeyExchange::Ecdh, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49294), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49295), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49296), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49297), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49298), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49299), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49300), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49301), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49302), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49303), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49304), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49305), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49306), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha256 }),
    (CipherSuite(49307), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Block(16), hash: Hash::Sha384 }),
    (CipherSuite(49308), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49309), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49310), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49311), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49312), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49313), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49314), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49315), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49316), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49317), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49318), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49319), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49320), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49321), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49322), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49323), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49324), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49325), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49326), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49327), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(49328), Suite { key_exchange: KeyExchange::EccPwd, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49329), Suite { key_exchange: KeyExchange::EccPwd, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49330), Suite { key_exchange: KeyExchange::EccPwd, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(49331), Suite { key_exchange: KeyExchange::EccPwd, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(49332), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 32 }, hash: Hash::Sha256 }),
    (CipherSuite(49333), Suite { key_exchange: KeyExchange::Tls13, bulk: Bulk::Aead { explicit_nonce: 0, tag: 48 }, hash: Hash::Sha384 }),
    (CipherSuite(52243), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52244), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52245), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52392), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52393), Suite { key_exchange: KeyExchange::Ecdhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52394), Suite { key_exchange: KeyExchange::Dhe, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52395), Suite { key_exchange: KeyExchange::Psk, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52396), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52397), Suite { key_exchange: KeyExchange::DhePsk, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(52398), Suite { key_exchange: KeyExchange::RsaPsk, bulk: Bulk::Aead { explicit_nonce: 0, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(53249), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(53250), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha384 }),
    (CipherSuite(53251), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 8 }, hash: Hash::Sha256 }),
    (CipherSuite(53253), Suite { key_exchange: KeyExchange::EcdhePsk, bulk: Bulk::Aead { explicit_nonce: 8, tag: 16 }, hash: Hash::Sha256 }),
    (CipherSuite(65278), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(65279), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(65408), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(65409), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(65410), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(65411), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Md5 }),
    (CipherSuite(65504), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
    (CipherSuite(65505), Suite { key_exchange: KeyExchange::Rsa, bulk: Bulk::Block(8), hash: Hash::Sha1 }),
];
