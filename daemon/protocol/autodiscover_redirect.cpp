#include "protocol/autodiscover_redirect.hpp"

#include "base/text.hpp"
#include "catalog/url.hpp"

#include <algorithm>

namespace fingerpost::protocol {

bool came_without_tls(const Request& request) {
    return request.scheme == "http" && !request.by_unknown_proxy;
}

std::optional<Response> redirect_to_tls(const Question& question, const AccountSettings& settings) {
    const auto host = settings.attribute(AttributeId::autodiscover_host);
    if (!question.without_tls || host.empty() || host == question.host) return std::nullopt;
    Response response{302, "", ""};
    response.headers.emplace_back("Location", "https://" + host + std::string(pox_path));
    return response;
}

std::optional<Address> moved_address(const AccountSettings& settings) {
    const auto& domain = settings.offer.attributes.get(AttributeId::moved_to);
    if (!settings.address || domain.empty() || domain == settings.domain) return std::nullopt;
    return Address{settings.address->local, domain};
}

std::string
redirect_url(const Question& question, const AccountSettings& settings, std::string_view path) {
    auto url = settings.attribute(AttributeId::redirect_url);
    const auto end = url.size() - std::min(url.size(), pox_path.size());
    if (ascii_iequals(std::string_view(url).substr(end), pox_path))
        url.replace(end, url.npos, path);
    const auto parsed = parse_url(url);
    if (!parsed || (parsed->host == question.host && ascii_iequals(parsed->path, path))) return {};
    return url;
}

} // namespace fingerpost::protocol
