#include "zone/tsig.hpp"

#include "zone/layout.hpp"
#include "zone/octets.hpp"
#include "zone/presentation.hpp"
#include "zone/wire.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

namespace fingerpost::zone {

namespace {

constexpr int unsigned_max = 99; // RFC 8945 §5.3.1
constexpr std::size_t arcount_at = 10;
constexpr std::size_t records_max = message_max; // the message's size limits them

struct ErrorRow {
    TsigError error;
    const char* name;
    const char* meaning;
};
constexpr std::array errors{
    ErrorRow{TsigError::bad_signature, "BADSIG", "it has another secret under this name"},
    ErrorRow{TsigError::bad_key, "BADKEY", "it has no such key, or one of another algorithm"},
    ErrorRow{TsigError::bad_time, "BADTIME", "its clock differs from ours; set both by NTP"},
    ErrorRow{TsigError::bad_truncation, "BADTRUNC", "it wants a longer signature"},
};

/// The fields of a TSIG record (RFC 8945 §4.2).
struct Tsig {
    std::size_t at = 0; ///< where it begins in the message
    std::string key;
    std::string algorithm; ///< absolute
    std::int64_t time = 0;
    std::uint16_t fudge = tsig_fudge;
    std::string mac;
    std::uint16_t original_id = 0;
    std::uint16_t error = 0;
    std::string other;
};

Error malformed() {
    return {Errc::bad_request, "a malformed DNS message: a signature that is none"};
}

Result<Tsig> read_tsig(std::string_view message, const Place& place) {
    Tsig tsig;
    tsig.at = place.at;
    auto at = place.at;
    auto key = name_from_wire(message, at);
    at = place.data;
    auto algorithm = name_from_wire(message, at);
    const auto ttl = Cursor(message, place.data - 6).number<std::uint32_t>();
    if (place.rclass != class_any || ttl != 0 || !key || !algorithm || at > place.end)
        return malformed();
    tsig.key = std::move(*key);
    tsig.algorithm = std::move(*algorithm);
    Cursor cursor(message.substr(0, place.end), at);
    tsig.time = cursor.number<std::int64_t>(6);
    tsig.fudge = cursor.number<std::uint16_t>();
    tsig.mac = cursor.bytes(cursor.number<std::uint16_t>());
    tsig.original_id = cursor.number<std::uint16_t>();
    tsig.error = cursor.number<std::uint16_t>();
    tsig.other = cursor.bytes(cursor.number<std::uint16_t>());
    if (cursor.failed() || !cursor.at_end()) return malformed();
    return tsig;
}

/// The last record of the message, if it is a signature.
Result<std::optional<Tsig>> find_tsig(std::string_view message) {
    const auto layout = layout_of(message, records_max);
    if (!layout) return layout.error();
    std::optional<Tsig> found;
    for (const auto& section : layout->sections) {
        for (const auto& place : section) {
            if (found) return malformed(); // anything after it
            if (place.type != type_tsig) continue;
            if (&section != &layout->sections.back()) return malformed();
            auto read = read_tsig(message, place);
            if (!read) return read.error();
            found = std::move(*read);
        }
    }
    return found;
}

const EVP_MD* hash_of(TsigAlgorithm algorithm) {
    switch (algorithm) {
    case TsigAlgorithm::hmac_sha256: return EVP_sha256();
    case TsigAlgorithm::hmac_sha384: return EVP_sha384();
    case TsigAlgorithm::hmac_sha512: break;
    }
    return EVP_sha512();
}

std::string algorithm_name(const TsigKey& key) {
    return absolute(name(key.algorithm));
}

std::string hmac(const TsigKey& key, const std::string& octets) {
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned size = 0;
    HMAC(
        hash_of(key.algorithm),
        key.secret.data(),
        static_cast<int>(key.secret.size()),
        reinterpret_cast<const unsigned char*>(octets.data()),
        octets.size(),
        mac.data(),
        &size
    );
    return {reinterpret_cast<const char*>(mac.data()), size};
}

std::string with_length(std::string_view octets) {
    std::string out;
    append_octets(out, octets.size(), 2);
    return out.append(octets);
}

std::string timers(const Tsig& tsig) {
    std::string out;
    append_octets(out, static_cast<std::uint64_t>(tsig.time), 6);
    append_octets(out, tsig.fudge, 2);
    return out;
}

/// Names read from a message or made from a key are well-formed.
std::string wire_name(const std::string& name) {
    return name_to_wire(name).value();
}

/// RFC 8945 §4.3.3
std::string variables(const Tsig& tsig) {
    auto out = wire_name(tsig.key);
    append_octets(out, class_any, 2);
    append_octets(out, 0, 4);
    out += wire_name(tsig.algorithm) + timers(tsig);
    append_octets(out, tsig.error, 2);
    return out + with_length(tsig.other);
}

/// The message as it was before it was signed (RFC 8945 §4.3.2).
std::string without(std::string_view message, const Tsig& tsig) {
    std::string out;
    append_octets(out, tsig.original_id, 2);
    out += message.substr(2, arcount_at - 2);
    const auto records = Cursor(message, arcount_at).number<std::uint16_t>();
    append_octets(out, records - 1U, 2);
    return out.append(message.substr(header_size, tsig.at - header_size));
}

/// Appends the record; the message counts it.
std::string with(std::string message, const Tsig& tsig) {
    const auto records = Cursor(message, arcount_at).number<std::uint16_t>();
    std::string count;
    append_octets(count, records + 1U, 2);
    message.replace(arcount_at, 2, count);
    message += wire_name(tsig.key);
    append_octets(message, type_tsig, 2);
    append_octets(message, class_any, 2);
    append_octets(message, 0, 4);
    auto data = wire_name(tsig.algorithm) + timers(tsig) + with_length(tsig.mac);
    append_octets(data, tsig.original_id, 2);
    append_octets(data, tsig.error, 2);
    return message + with_length(data + with_length(tsig.other));
}

Tsig tsig_for(std::string_view message, const TsigKey& key, std::int64_t now) {
    Tsig tsig;
    tsig.key = key.name;
    tsig.algorithm = algorithm_name(key);
    tsig.time = now;
    tsig.original_id = Cursor(message).number<std::uint16_t>();
    return tsig;
}

bool equal(const std::string& a, const std::string& b) {
    return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

Error refused(std::string what) {
    return {Errc::unauthorised, std::move(what)};
}

/// What the server says of our signature, which it need not sign.
Error told(const TsigKey& key, std::uint16_t error) {
    const auto kind = static_cast<TsigError>(error);
    std::string text = "the name server refuses key " + key.name + " with " + name(kind);
    for (const auto& row : errors)
        if (row.error == kind) text.append(": ").append(row.meaning);
    return refused(std::move(text));
}

bool is_timely(const Tsig& tsig, std::int64_t now) {
    return std::llabs(now - tsig.time) <= tsig.fudge;
}

} // namespace

std::string name(TsigError error) {
    for (const auto& row : errors)
        if (row.error == error) return row.name;
    return "TSIG error " + std::to_string(static_cast<unsigned>(error));
}

SignedMessage sign_request(std::string message, const TsigKey& key, std::int64_t now) {
    auto tsig = tsig_for(message, key, now);
    tsig.mac = hmac(key, message + variables(tsig));
    return {with(std::move(message), tsig), tsig.mac};
}

AnswerVerifier::AnswerVerifier(TsigKey key, std::string request_mac)
    : key_(std::move(key)), mac_(std::move(request_mac)) {}

Result<void> AnswerVerifier::take(std::string_view message, std::int64_t now) {
    const auto found = find_tsig(message);
    if (!found) return found.error();
    if (!*found) {
        if (!signed_once_ || ++unsigned_count_ > unsigned_max)
            return refused("the answer is not signed; does the name server know key " + key_.name);
        unsigned_ += message;
        return {};
    }
    const auto& tsig = **found;
    if (tsig.error != 0 && tsig.mac.empty()) return told(key_, tsig.error);
    if (tsig.key != key_.name || tsig.algorithm != algorithm_name(key_))
        return refused(
            "the answer is signed with key " + tsig.key + " and " + tsig.algorithm + ", not with " +
            key_.name + " and " + algorithm_name(key_)
        );
    const auto covered = with_length(mac_) + unsigned_ + without(message, tsig) +
                         (signed_once_ ? timers(tsig) : variables(tsig));
    if (!equal(hmac(key_, covered), tsig.mac))
        return refused("the answer's signature is wrong: it was altered, or is no answer to this");
    if (tsig.error != 0) return told(key_, tsig.error);
    if (!is_timely(tsig, now))
        return refused(
            "the answer was signed " + std::to_string(now - tsig.time) +
            " seconds ago; set the clocks of both hosts by NTP"
        );
    mac_ = tsig.mac;
    unsigned_.clear();
    unsigned_count_ = 0;
    signed_once_ = true;
    return {};
}

Result<void> verify_answer(
    std::string_view message, const TsigKey& key, const std::string& request_mac, std::int64_t now
) {
    return AnswerVerifier(key, request_mac).take(message, now);
}

Result<RequestSignature>
check_request(std::string_view message, std::span<const TsigKey> keys, std::int64_t now) {
    const auto found = find_tsig(message);
    if (!found) return found.error();
    RequestSignature request;
    if (!*found) return request;
    const auto& tsig = **found;
    request.present = true;
    request.error = TsigError::bad_key;
    request.key.name = tsig.key;
    request.mac = tsig.mac;
    request.time = tsig.time;
    request.fudge = tsig.fudge;
    for (const auto& key : keys) {
        if (key.name != tsig.key || algorithm_name(key) != tsig.algorithm) continue;
        request.key = key;
        const auto mac = hmac(key, without(message, tsig) + variables(tsig));
        request.error = !equal(mac, tsig.mac)   ? TsigError::bad_signature
                        : !is_timely(tsig, now) ? TsigError::bad_time
                                                : TsigError::none;
    }
    return request;
}

AnswerSigner::AnswerSigner(RequestSignature request)
    : key_(std::move(request.key)), mac_(std::move(request.mac)) {}

std::string AnswerSigner::sign(std::string message, std::int64_t now) {
    auto tsig = tsig_for(message, key_, now);
    const auto covered = std::exchange(first_, false) ? variables(tsig) : timers(tsig);
    mac_ = tsig.mac = hmac(key_, with_length(mac_) + message + covered);
    return with(std::move(message), tsig);
}

std::string sign_refusal(std::string message, const RequestSignature& request, std::int64_t now) {
    auto tsig = tsig_for(message, request.key, request.time);
    tsig.fudge = request.fudge;
    tsig.error = static_cast<std::uint16_t>(request.error);
    if (request.error == TsigError::bad_time) { // RFC 8945 §5.2.3
        append_octets(tsig.other, static_cast<std::uint64_t>(now), 6);
        tsig.mac = hmac(request.key, with_length(request.mac) + message + variables(tsig));
    }
    return with(std::move(message), tsig);
}

} // namespace fingerpost::zone
