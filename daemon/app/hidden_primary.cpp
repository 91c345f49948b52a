#include "app/hidden_primary.hpp"

#include "app/key_file.hpp"

namespace fingerpost::app {

namespace {

Result<std::vector<zone::TsigKey>> read_keys(const std::string& path) {
    if (path.empty()) return std::vector<zone::TsigKey>();
    const auto text = read_key_file(path);
    if (!text)
        return Error{
            Errc::bad_request,
            "dns_transfer_key_file: cannot read " + path + ": " + text.error().what};
    auto keys = zone::parse_key_file(*text);
    if (!keys) return Error{Errc::bad_request, path + ": " + keys.error().what};
    return keys;
}

} // namespace

zone::ZoneSettings zone_settings(const Settings& settings) {
    zone::ZoneSettings zone;
    zone.name_servers = settings.nameservers;
    zone.hostmaster = settings.hostmaster;
    zone.ttl = settings.dns_ttl;
    return zone;
}

Result<primary::Settings> primary_settings(const Settings& settings) {
    auto keys = read_keys(settings.dns_transfer_key_file);
    if (!keys) return keys.error();
    return primary::Settings{
        host_settings(settings),
        zone_settings(settings),
        settings.dns_catalog_zone,
        endpoints_of(settings.dns_secondaries),
        std::move(*keys)};
}

std::vector<primary::Endpoint> endpoints_of(const std::vector<http::Endpoint>& endpoints) {
    std::vector<primary::Endpoint> all;
    for (const auto& endpoint : endpoints) {
        const auto* host = endpoint.host == "localhost" ? "127.0.0.1" : endpoint.host.c_str();
        all.emplace_back(boost::asio::ip::make_address(host), endpoint.port);
    }
    return all;
}

} // namespace fingerpost::app
