#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| pcapflow_engine::tls::ssl2::fuzz(data));
