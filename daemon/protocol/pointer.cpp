#include "protocol/pointer.hpp"

#include "catalog/url.hpp"

#include <algorithm>

namespace fingerpost::protocol {

namespace {

/// Whether a client that follows would ask the same again.
bool leads_back(const Question& question, std::string_view path, const std::string& url) {
    const auto target = parse_url(url);
    if (!target || domain_of_host(target->host) != question.host_domain) return false;
    std::string_view found = target->path;
    if (found.ends_with('/')) found.remove_suffix(1);
    return found == path;
}

Result<Response> redirect(const Question& question, std::string_view path, const std::string& url) {
    if (url.empty() || leads_back(question, path, url))
        return Error{Errc::not_found, "nothing to point to"};
    return Response{307, "", "", {{"Location", url}, {"Cache-Control", "no-cache"}}};
}

Result<Response> point_to_server(
    DavService service, std::string_view path, const Question& question, const Found& found
) {
    if (!found) return found.error();
    const auto& servers = found->offer.dav_servers;
    const auto server = std::ranges::find_if(servers, [&](const DavServer& each) {
        return each.service == service && each.tls;
    });
    return redirect(question, path, server == servers.end() ? "" : found->common_url(*server));
}

Result<Response> point_to_metadata(
    std::string (*metadata_url)(std::string_view issuer),
    std::string_view path,
    const Question& question,
    const Found& found
) {
    if (!found) return found.error();
    const auto issuer = found->attribute(AttributeId::oauth_issuer);
    return redirect(question, path, issuer.empty() ? "" : ascii_url(metadata_url(issuer)));
}

/// Where the path of an https URL begins, without its last '/'.
std::pair<std::string_view, std::string_view> origin_and_path(std::string_view issuer) {
    const auto end = std::min(issuer.find('/', std::string_view("https://").size()), issuer.size());
    auto path = issuer.substr(end);
    if (path.ends_with('/')) path.remove_suffix(1);
    return {issuer.substr(0, end), path};
}

} // namespace

Result<Response> point_to_caldav(const Question& question, std::span<const Found> found) {
    return point_to_server(DavService::caldav, caldav_path, question, found.front());
}

Result<Response> point_to_carddav(const Question& question, std::span<const Found> found) {
    return point_to_server(DavService::carddav, carddav_path, question, found.front());
}

Result<Response> point_to_jmap(const Question& question, std::span<const Found> found) {
    return point_to_server(DavService::jmap, jmap_path, question, found.front());
}

Result<Response> point_to_oauth(const Question& question, std::span<const Found> found) {
    return point_to_metadata(oauth_metadata_url, oauth_path, question, found.front());
}

Result<Response> point_to_openid(const Question& question, std::span<const Found> found) {
    return point_to_metadata(openid_metadata_url, openid_path, question, found.front());
}

std::string oauth_metadata_url(std::string_view issuer) {
    const auto [origin, path] = origin_and_path(issuer);
    return std::string(origin).append(oauth_path).append(path);
}

std::string openid_metadata_url(std::string_view issuer) {
    const auto [origin, path] = origin_and_path(issuer);
    return std::string(origin).append(path).append(openid_path);
}

} // namespace fingerpost::protocol
