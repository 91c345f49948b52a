/// @file
/// What a server may answer; the first octet says to which protocol and where the bytes are cut.
/// The cut changes nothing.

#include "probe/dialogue.hpp"
#include "probe/lines.hpp"

#include <algorithm>
#include <string>

using namespace fingerpost::probe;

namespace {

std::string read(const Script& script, std::string_view first, std::string_view second) {
    Lines lines(script.with_literals);
    Capabilities found;
    std::string seen;
    for (const auto part : {first, second}) {
        if (!lines.feed(part)) return seen + "too much";
        while (true) {
            const auto line = lines.next();
            if (!line) return seen + line.error().what;
            if (!*line) break;
            if ((*line)->size() > Lines::line_max) __builtin_trap();
            for (const auto listener : {script.greeting, script.capabilities, script.answer})
                seen += std::to_string(static_cast<int>(listener(**line, found)));
            seen += std::string(service_of(**line)) + (found.takes_password() ? "+" : "-");
        }
    }
    for (const auto* const words : {&found.words, &found.mechanisms})
        for (const auto& word : *words)
            seen += word + '\n';
    return seen;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    if (size == 0) return 0;
    const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
    const auto& spoken = script(static_cast<Dialogue>(1 + data[0] % 4));
    const auto cut = std::min<std::size_t>(data[0], bytes.size());
    const auto whole = read(spoken, bytes, {});
    if (whole != read(spoken, bytes.substr(0, cut), bytes.substr(cut))) __builtin_trap();
    return 0;
}
