#include "zone/name_server.hpp"

#include "base/text.hpp"
#include "catalog/domain.hpp"

#include <algorithm>
#include <string_view>

namespace fingerpost::zone {

Result<std::vector<NameServer>> parse_name_servers(const std::vector<std::string>& words) {
    std::vector<NameServer> servers;
    for (const std::string_view word : words) {
        const auto equals = std::min(word.find('='), word.size());
        auto name = parse_domain(trimmed(word.substr(0, equals)));
        if (!name) return Error{Errc::bad_request, "name server: " + name.error().what};
        const auto known = std::find_if(servers.begin(), servers.end(), [&](const auto& server) {
            return server.name == *name;
        });
        auto& server = known != servers.end() ? *known : servers.emplace_back();
        server.name = std::move(*name);
        if (equals == word.size()) continue;
        const std::string address(trimmed(word.substr(equals + 1)));
        if (!is_ip_address(address))
            return Error{
                Errc::bad_request,
                "name server " + server.name + ": \"" + address.substr(0, 80) + "\" is no address"};
        server.addresses.push_back(ascii_lower(address));
    }
    return servers;
}

} // namespace fingerpost::zone
