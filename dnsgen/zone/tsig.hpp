/// @file
/// Signatures of DNS messages: made and checked, for both ends of an exchange. The MAC is
/// OpenSSL's, as ldns asks the clock itself, spells hmac-sha384 wrongly and checks nothing but the
/// MAC. Spec: RFC 8945.
#pragma once

#include "base/error.hpp"
#include "zone/tsig_key.hpp"

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace fingerpost::zone {

inline constexpr std::uint16_t tsig_fudge = 300; ///< seconds that clocks may differ
/// Octets that a signature adds to a message at most.
inline constexpr std::size_t tsig_room = 512;

enum class TsigError : std::uint16_t {
    none = 0,
    bad_signature = 16,
    bad_key = 17,
    bad_time = 18,
    bad_truncation = 22
};
std::string name(TsigError error); ///< "BADSIG"

struct SignedMessage {
    std::string message;
    std::string mac; ///< what the answer is signed with, too
};

/// `now` is in seconds since 1970, here and below.
SignedMessage sign_request(std::string message, const TsigKey& key, std::int64_t now);

/// What a client does with the messages that answer one request of its own: most are one, those of
/// a zone transfer many (RFC 8945 §5.3.1).
class AnswerVerifier {
public:
    AnswerVerifier(TsigKey key, std::string request_mac);

    /// Errc::unauthorised says what about the signature is wrong and what to do. The first message
    /// must be signed; up to 99 in a row after it need not be.
    Result<void> take(std::string_view message, std::int64_t now);

    /// Whether the last message was signed, without which none counts.
    bool complete() const { return signed_once_ && unsigned_.empty(); }

private:
    TsigKey key_;
    std::string mac_;      ///< of the request or the last signed message
    std::string unsigned_; ///< all messages since
    int unsigned_count_ = 0;
    bool signed_once_ = false;
};

/// The answer that is one message.
Result<void> verify_answer(
    std::string_view message, const TsigKey& key, const std::string& request_mac, std::int64_t now
);

/// What a server finds in a request.
struct RequestSignature {
    bool present = false;
    TsigError error = TsigError::none;
    TsigKey key;     ///< with the secret where the key is known
    std::string mac; ///< of the request
    std::int64_t time = 0;
    std::uint16_t fudge = 0;

    bool valid() const { return present && error == TsigError::none; }
};

/// Errc::bad_request for what is no message or holds a malformed signature.
Result<RequestSignature>
check_request(std::string_view message, std::span<const TsigKey> keys, std::int64_t now);

/// Signs the messages that answer a request whose signature is valid, in their order.
class AnswerSigner {
public:
    explicit AnswerSigner(RequestSignature request);
    std::string sign(std::string message, std::int64_t now);

private:
    TsigKey key_;
    std::string mac_;
    bool first_ = true;
};

/// Adds to an answer of rcode NOTAUTH what was wrong with the request's signature; signed only for
/// BADTIME (RFC 8945 §5.2).
std::string sign_refusal(std::string message, const RequestSignature& request, std::int64_t now);

} // namespace fingerpost::zone
