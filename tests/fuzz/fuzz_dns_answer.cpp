/// @file
/// DNS messages, read as the answer to a question for a name of the corpus. The first byte chooses
/// the type that was asked for.

#include "resolve/message.hpp"

#include <array>

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    using namespace fingerpost::resolve;
    if (size == 0) return 0;
    constexpr std::array types{Type::a, Type::cname, Type::mx, Type::txt, Type::aaaa, Type::srv};
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    const auto answer = read_answer(bytes.substr(1), "example.com", types[data[0] % types.size()]);
    const bool found = answer.outcome == Outcome::found;
    if (found == answer.records.empty() || answer.aliases.size() > aliases_max) __builtin_trap();
    if ((answer.outcome == Outcome::unknown) != (answer.failure != Failure::none)) __builtin_trap();
    return 0;
}
