#include "trace/dav.hpp"

#include "base/text.hpp"
#include "protocol/xml.hpp"
#include "trace/words.hpp"

namespace fingerpost::trace {

namespace {

using protocol::XmlElement;

/// The first element of this name anywhere below, or null.
const XmlElement* below(const XmlElement& element, std::string_view name) {
    for (const auto& child : element.children) {
        if (child.name == name && child.name_space == "DAV:") return &child;
        if (const auto* found = below(child, name)) return found;
    }
    return nullptr;
}

} // namespace

constinit const DavRules davx5_dav{
    .source = "DAVx5, DavResourceFinder.kt; RFC 6764 §6", .falls_back = true, .probes = true};

constinit const DavRules evolution_dav{
    .source = "Evolution, e-srv-config-lookup.c; RFC 6764 §4", .any_case_key = true};

std::vector<std::string> paths_of(const DavRules& rules, const std::vector<std::string>& texts) {
    constexpr std::string_view key = "path=";
    std::vector<std::string> paths;
    for (const std::string_view text : texts) {
        const auto head = text.substr(0, key.size());
        const bool ours = rules.any_case_key ? ascii_iequals(head, key) : head == key;
        if (ours && text.substr(key.size()).starts_with('/'))
            paths.emplace_back(text.substr(key.size()));
    }
    return paths;
}

std::string principal_request() {
    protocol::XmlWriter writer;
    const auto root = writer.root("propfind");
    root.attribute("xmlns", "DAV:");
    root.add("prop").add("current-user-principal");
    return writer.str();
}

Result<std::string> read_principal(std::string_view multistatus) {
    const auto root = protocol::parse_xml(multistatus);
    if (!root) return root.error();
    const auto* principal = below(*root, "current-user-principal");
    const auto* href = principal ? below(*principal, "href") : nullptr;
    if (!href || href->text.empty()) return refusal("it tells no current-user-principal");
    return href->text;
}

} // namespace fingerpost::trace
