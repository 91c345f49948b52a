/// @file
/// What strangers publish about mail: DKIM keys, DMARC, MTA-STS records and policies, TLSRPT, CAA.
/// The first byte chooses the reader.

#include "check/caa_issuer.hpp"
#include "check/dkim_key.hpp"
#include "check/dmarc_policy.hpp"
#include "check/sts_policy.hpp"
#include "check/tlsrpt_record.hpp"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace fingerpost::check;
    if (size == 0) return 0;
    const std::string_view text(reinterpret_cast<const char*>(data) + 1, size - 1);
    switch (data[0]) {
    case 'k':
        is_dkim(text);
        if (const auto key = read_dkim(text); key && key->revoked() != (key->bits == 0))
            __builtin_trap();
        break;
    case 'd':
        if (const auto policy = read_dmarc(text); policy && strictness(policy->policy) > 2)
            __builtin_trap();
        break;
    case 'i':
        if (const auto id = read_sts_id(text); id && id->size() > 32) __builtin_trap();
        break;
    case 'r':
        if (const auto uris = read_tlsrpt(text); uris && uris->empty()) __builtin_trap();
        break;
    case 'c':
        if (const auto issuer = read_caa_issuer(text); issuer && issuer->name.size() > 253)
            __builtin_trap();
        break;
    default:
        if (const auto policy = read_sts_policy(text); policy && policy->mode.empty())
            __builtin_trap();
    }
    return 0;
}
