#include "app/configuration.hpp"
#include "app/ini.hpp"

#include <cstdint>

using namespace fingerpost;

/// Every value expanded, and the bytes taken for a configuration file.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    const auto ini = app::parse_ini(text);
    for (const auto& [name, section] : ini.sections)
        for (const auto& [key, entry] : section.entries)
            if (!ini.value(section, entry)) break;

    app::Environment environment;
    environment.read_file = [&text](const std::string&) { return Result<std::string>(text); };
    const auto configuration = app::read_configuration(environment);
    for (const auto& one : configuration.effective)
        if (one.origin.empty() || one.shown().size() > text.size() * 1000 + 1000) __builtin_trap();
    return 0;
}
