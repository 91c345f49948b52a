#include "trace/words.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"

#include <algorithm>

namespace fingerpost::trace {

bool has_word(std::string_view words, std::string_view word) {
    const auto all = split_list(words, ' ');
    return std::find(all.begin(), all.end(), word) != all.end();
}

std::string media_type(std::string_view content_type) {
    return ascii_lower(trimmed(content_type.substr(0, content_type.find(';'))));
}

namespace {

Result<void> check_xml_type(std::string_view content_type) {
    const auto type = media_type(content_type);
    for (const std::string_view read : {"text/xml", "application/xml", "text/rdf"})
        if (type.starts_with(read)) return {};
    return refusal(
        (type.empty() ? "no Content-Type" : "Content-Type " + type) +
        ": only text/xml, application/xml and text/rdf are read"
    );
}

} // namespace

Result<protocol::XmlElement>
read_xml(bool xml_type, std::string_view content_type, std::string_view document) {
    if (xml_type)
        if (const auto type = check_xml_type(content_type); !type) return type.error();
    return protocol::parse_xml(document);
}

Result<std::uint16_t> read_port(std::string_view text) {
    const auto port = to_integer(text, 1, 65535);
    if (port) return static_cast<std::uint16_t>(*port);
    return refusal(text.empty() ? "no port" : "port \"" + std::string(text) + "\" is none");
}

Result<std::string> read_host(std::string_view host) {
    if (is_host_name(host) || is_ip_address(host)) return ascii_lower(host);
    return refusal(host.empty() ? "no host name" : "\"" + std::string(host) + "\" is no host name");
}

Error refusal(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

} // namespace fingerpost::trace
