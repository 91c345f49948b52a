#include "zone/zone.hpp"

#include "support/sample.hpp"
#include "zone/format.hpp"
#include "zone/wire.hpp"
#include "zone/zone_text.hpp"

#include <gtest/gtest.h>

#include <iostream>
using namespace fingerpost;
using namespace fingerpost::zone;
TEST(Zone, x) {
    auto o = test::full_offer();
    HostSettings h{"disco.example.net", {}, 3600};
    auto r = desired({"example.com", o, h});
    for (auto f : {Format::table, Format::zone, Format::json})
        std::cout << write(f, r);
    ZoneSettings s;
    s.name_servers = *parse_name_servers({"ns1.example.com=192.0.2.1", "ns2.example.net"});
    auto z = zone_file("example.com", r, s);
    if (!z)
        std::cout << z.error().what;
    else
        std::cout << *z;
    std::cout << snippet("example.com", r);
    auto p = parse_zone(*z, "example.com");
    if (!p)
        std::cout << p.error().what << "\n";
    else
        std::cout << write(Format::zone, *p);
}
