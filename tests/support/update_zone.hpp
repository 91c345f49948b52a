/// @file
/// A zone on a real BIND that a key may change, and that key.
#pragma once

#include "publish/change.hpp"
#include "publish/tcp_name_server.hpp"
#include "support/await.hpp"
#include "support/named.hpp"
#include "zone/tsig_key.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace fingerpost::test {

inline const zone::TsigKey update_key{
    "update.", zone::TsigAlgorithm::hmac_sha256, "0123456789abcdef0123456789abcdef"};

inline const std::string key_statement = "key \"update\" { algorithm hmac-sha256; secret "
                                         "\"MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=\"; };\n";

inline const std::string zone_head =
    "$TTL 300\n@ IN SOA ns1.example.com. hostmaster.example.com. 100 7200 3600 1209600 300\n"
    "@ IN NS ns1.example.com.\nns1 IN A 127.0.0.1\n";

/// example.com, and what its statement holds besides.
class UpdateZone {
public:
    explicit UpdateZone(
        const std::string& lines, const std::string& more = "allow-update { key update; };"
    ) {
        scratch.write("example.zone", zone_head + lines);
        named = std::make_unique<Named>(
            scratch,
            key_statement + "zone \"example.com\" { type primary; file \"example.zone\"; " + more +
                " };\n"
        );
        is_ready = named->ready();
        server = server_with(update_key);
    }

    std::unique_ptr<publish::NameServer> server_with(std::optional<zone::TsigKey> key) {
        publish::NameServerSettings settings{"127.0.0.1", named->port()};
        settings.key = std::move(key);
        return publish::make_tcp_name_server(context.get_executor(), settings).value();
    }

    /// "10 mx.example.com." lines of what is there now, in one line.
    std::string shown(const std::string& owner, const std::string& type) const {
        auto text = named->ask({"+short", owner, type});
        while (text.ends_with('\n'))
            text.pop_back();
        return text;
    }

    Scratch scratch;
    boost::asio::io_context context;
    std::unique_ptr<Named> named;
    std::unique_ptr<publish::NameServer> server;
    bool is_ready = false;
};

using Values = std::vector<std::string>;

inline zone::RRset
rrset(std::string owner, std::string type, Values values, std::uint32_t ttl = 300) {
    return {std::move(owner), std::move(type), ttl, std::move(values)};
}

inline publish::Change create(zone::RRset after) {
    zone::RRset none{after.owner, after.type, 0, {}};
    return {publish::ChangeKind::create, std::move(none), std::move(after), {}};
}

inline publish::Change update(zone::RRset before, zone::RRset after) {
    return {publish::ChangeKind::update, std::move(before), std::move(after), {}};
}

inline publish::Change remove(zone::RRset before) {
    zone::RRset none{before.owner, before.type, 0, {}};
    return {publish::ChangeKind::remove, std::move(before), std::move(none), {}};
}

} // namespace fingerpost::test

#define FINGERPOST_NEEDS_BIND()                                                                    \
    FINGERPOST_NEEDS_PROGRAM("named")                                                              \
    FINGERPOST_NEEDS_PROGRAM("dig")
