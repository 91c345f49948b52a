/// @file
/// Rows of attributes as any program may have written them: name, qualifier and value on a line
/// each. What is accepted is in its one form.

#include "catalog/attribute.hpp"

using namespace fingerpost;

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto line = [&text] {
        const auto end = std::min(text.find('\n'), text.size());
        const std::string taken(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        return taken;
    };
    AttributeRow row;
    row.name = line();
    row.qualifier = line();
    row.value = text;
    const auto attribute = to_attribute(row);
    if (!attribute) return 0;
    const auto again = to_attribute({row.name, attribute->qualifier, attribute->value});
    if (!again || *again != *attribute) __builtin_trap();
    return 0;
}
