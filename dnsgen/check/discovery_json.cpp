#include "check/discovery_json.hpp"

#include "base/text.hpp"
#include "http/url.hpp"
#include "trace/words.hpp"

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

namespace fingerpost::check {

namespace {

namespace json = boost::json;

Error bad(std::string what) {
    return {Errc::bad_request, std::move(what)};
}

Result<json::object> read_object(std::string_view document) {
    if (document.size() > discovery_json_max) return bad("a document of more than 64 KiB");
    boost::system::error_code failed;
    auto value = json::parse({document.data(), document.size()}, failed);
    if (failed) return bad("no JSON: " + failed.message());
    if (!value.is_object()) return bad("no JSON object");
    return std::move(value.as_object());
}

std::string text(const json::object& object, std::string_view key) {
    const auto* value = object.if_contains({key.data(), key.size()});
    const auto* string = value ? value->if_string() : nullptr;
    return string ? std::string(string->data(), string->size()) : std::string();
}

/// In the one spelling of http::Url.
Result<std::string> read_url(const std::string& typed) {
    const auto url = http::parse_url(typed);
    if (!url) return bad("\"" + first_characters(typed, 100) + "\" is no URL of the web");
    return url->str();
}

} // namespace

Result<std::string> read_autodiscover_json(std::string_view document) {
    const auto object = read_object(document);
    if (!object) return object.error();
    const auto url = text(*object, "Url");
    if (!url.empty()) return read_url(url);
    const auto code = first_characters(text(*object, "ErrorCode"), 100);
    return bad(code.empty() ? "neither Url nor ErrorCode" : "ErrorCode " + code);
}

Result<std::map<std::string, std::string>> read_pacc(std::string_view document) {
    const auto object = read_object(document);
    if (!object) return object.error();
    const auto* value = object->if_contains("protocols");
    const auto* protocols = value ? value->if_object() : nullptr;
    if (!protocols) return bad("no object \"protocols\"");
    std::map<std::string, std::string> told;
    for (const auto& [key, entry] : *protocols) {
        const auto* service = entry.if_object();
        if (!service) return bad("a protocol that is no object");
        auto url = text(*service, "url");
        const auto place = url.empty() ? trace::read_host(text(*service, "host")) : read_url(url);
        if (!place) return place.error();
        told.emplace(std::string(key.data(), key.size()), *place);
    }
    return told;
}

} // namespace fingerpost::check
