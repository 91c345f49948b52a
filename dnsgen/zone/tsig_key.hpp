/// @file
/// The keys that DNS messages are signed with, as BIND's tsig-keygen writes them.
/// Spec: RFC 8945 §6 (algorithms); BIND's `key` statement.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::zone {

/// SHA-1 and MD5 are refused.
enum class TsigAlgorithm : std::uint8_t { hmac_sha256, hmac_sha384, hmac_sha512 };
std::string_view name(TsigAlgorithm algorithm); ///< "hmac-sha256"

struct TsigKey {
    std::string name; ///< absolute, lower case, with the final dot
    TsigAlgorithm algorithm = TsigAlgorithm::hmac_sha256;
    std::string secret; ///< octets

    bool operator==(const TsigKey&) const = default;
};

inline constexpr std::size_t key_file_max = 64 * 1024; ///< octets
inline constexpr std::size_t keys_max = 64;            ///< in one file

/// The keys of a file: `key "name" { algorithm hmac-sha256; secret "…"; };` and comments of BIND's
/// three kinds. Errc::bad_request says what is wrong in which line, and never the secret.
Result<std::vector<TsigKey>> parse_key_file(std::string_view text);

} // namespace fingerpost::zone
