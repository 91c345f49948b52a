/// @file
/// DNS messages, read as the answer to a question for a name of the corpus. The first byte chooses
/// the type that was asked for and who has answered.

#include "base/text.hpp"
#include "resolve/message.hpp"

#include <algorithm>
#include <array>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace fingerpost;
    using namespace fingerpost::resolve;
    if (size == 0) return 0;
    // appended to only: the corpus counts from the beginning
    constexpr std::array types{
        Type::a,
        Type::cname,
        Type::mx,
        Type::txt,
        Type::aaaa,
        Type::srv,
        Type::soa,
        Type::tlsa,
        Type::caa,
        Type::ds,
        Type::dnskey,
        Type::rrsig};
    const std::string_view message(reinterpret_cast<const char*>(data) + 1, size - 1);
    const auto type = types[data[0] % 64 % types.size()];
    const Sender sender{(data[0] & 64U) != 0, (data[0] & 128U) != 0};
    const auto answer = read_answer(message, "example.com", type, sender);
    const bool found = answer.outcome == Outcome::found;
    const auto owned = [&](const Record& record) {
        const auto& owner = answer.aliases.empty() ? "example.com" : answer.aliases.back();
        return record.owner == owner && record.type == type;
    };
    if (found == answer.records.empty() || answer.aliases.size() > aliases_max) __builtin_trap();
    if (!std::all_of(answer.records.begin(), answer.records.end(), owned)) __builtin_trap();
    if ((answer.outcome == Outcome::unknown) != (answer.failure != Failure::none)) __builtin_trap();
    if (answer.authentic && !sender.trusted) __builtin_trap();
    if (!is_utf8(answer.explained) || answer.explained.find('\n') != std::string::npos)
        __builtin_trap();
    for (const auto& record : answer.records)
        if (presentation(record.type, record.data).find('\n') != std::string::npos)
            __builtin_trap();
    return 0;
}
