#include "http/url.hpp"

#include "base/text.hpp"

#include <boost/url.hpp>

namespace fingerpost::http {

namespace {

namespace urls = boost::urls;

Result<Url> taken_apart(const urls::url_view_base& view) {
    const auto scheme = view.scheme_id();
    if (scheme != urls::scheme::http && scheme != urls::scheme::https)
        return Error{Errc::bad_request, "not a URL of http or https"};
    if (view.has_userinfo()) return Error{Errc::bad_request, "a URL with a user name or password"};
    Url url;
    url.tls = scheme == urls::scheme::https;
    const std::string_view host = view.encoded_host();
    url.host = ascii_lower(host.starts_with('[') ? host.substr(1, host.size() - 2) : host);
    if (url.host.empty()) return Error{Errc::bad_request, "a URL without a host"};
    url.port = url.tls ? 443 : 80;
    if (view.has_port() && !view.port().empty()) {
        const auto port = to_integer(std::string_view(view.port()), 1, 65535);
        if (!port) return Error{Errc::bad_request, "a URL with a port that is none"};
        url.port = static_cast<std::uint16_t>(*port);
    }
    url.target = std::string(std::string_view(view.encoded_path()));
    if (!url.target.starts_with('/')) url.target = '/' + url.target;
    if (view.has_query()) url.target.append("?").append(std::string_view(view.encoded_query()));
    return url;
}

Error no_url(std::string_view text, const std::string& why) {
    return {Errc::bad_request, "\"" + std::string(text) + "\": " + why};
}

} // namespace

std::string Url::authority() const {
    auto text = host.find(':') == host.npos ? host : '[' + host + ']';
    if (port != (tls ? 443 : 80)) text += ':' + std::to_string(port);
    return text;
}

std::string Url::str() const {
    return (tls ? "https://" : "http://") + authority() + target;
}

Result<Url> parse_url(std::string_view text) {
    const auto view = urls::parse_uri(urls::string_view(text.data(), text.size()));
    if (!view) return no_url(text, "not a URL");
    auto url = taken_apart(*view);
    if (!url) return no_url(text, url.error().what);
    return url;
}

Result<Url> follow(const Url& from, std::string_view location) {
    const auto base_text = from.str();
    const auto base = urls::parse_uri(base_text);
    const auto reference =
        urls::parse_uri_reference(urls::string_view(location.data(), location.size()));
    if (!base || !reference) return no_url(location, "not a URL");
    urls::url resolved;
    if (!urls::resolve(*base, *reference, resolved)) return no_url(location, "leads nowhere");
    auto url = taken_apart(resolved);
    if (!url) return no_url(location, url.error().what);
    return url;
}

} // namespace fingerpost::http
