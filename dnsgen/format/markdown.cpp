#include "format/markdown.hpp"

#include "format/quote.hpp"

namespace fingerpost::format {

Result<void> add_markdown(Output& out, const Domain& domain, const Settings&) {
    auto& text = out.text;
    text.append("## ").append(markdown_text(domain.name));
    text += "\n\n| Name | TTL | Type | Value | Purpose |\n|---|---|---|---|---|\n";
    for (const auto& record : domain.records) {
        text.append("| ").append(markdown_code(record.owner)).append(" | ");
        text.append(std::to_string(record.ttl)).append(" | ").append(record.type).append(" | ");
        text.append(markdown_code(record.data)).append(" | ");
        text.append(markdown_text(record.purpose)).append(" |\n");
    }
    return {};
}

} // namespace fingerpost::format
