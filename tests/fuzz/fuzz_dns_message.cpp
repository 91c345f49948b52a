/// @file
/// DNS messages of name servers and of secondaries, signed and unsigned: what was read and can be
/// written must be read again as the same.

#include "zone/message.hpp"
#include "zone/tsig.hpp"
#include "zone/wire.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace fingerpost::zone;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view octets(reinterpret_cast<const char*>(data), size);
    const TsigKey key{"key.example.", TsigAlgorithm::hmac_sha256, std::string(32, 'k')};
    constexpr std::int64_t now = 1'700'000'000;
    if (const auto request = check_request(octets, {&key, 1}, now))
        if (request->present && !request->valid())
            (void)sign_refusal("123456789012", *request, now);
    if (verify_answer(octets, key, "mac", now)) std::abort(); // nobody can guess the signature
    (void)write_format_error(octets);
    const auto message = read_message(octets);
    if (!message) return 0;
    auto written = message->answer;
    std::erase_if(written, [](const Record& record) { return !to_wire(record); });
    const auto again = write_answer(*message, {message->rcode, message->authoritative, written});
    if (!again) return 0; // a question of a type without a name, or more than fits uncompressed
    const auto read = read_message(*again);
    if (!read || read->question != message->question || read->answer != written) std::abort();
    return 0;
}
