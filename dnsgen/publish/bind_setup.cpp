#include "publish/bind_setup.hpp"

#include <map>
#include <set>

namespace fingerpost::publish {

namespace {

constexpr std::string_view services = "_tcp.";

/// The domain whose services a name like "_imaps._tcp.example.com." names; "" for any other.
std::string_view service_domain(std::string_view owner) {
    const auto dot = owner.find('.');
    if (!owner.starts_with('_') || dot == owner.npos) return {};
    const auto rest = owner.substr(dot + 1);
    return rest.starts_with(services) ? rest : std::string_view();
}

bool is_host(std::string_view type) {
    return type == "A" || type == "AAAA" || type == "CNAME";
}

std::string quoted(std::string_view word) {
    return '"' + std::string(word) + '"';
}

std::string address_list(const std::vector<std::string>& addresses) {
    std::string list;
    for (const auto& address : addresses)
        list += address + "; ";
    return list;
}

std::string stanza(const BindSetup& setup, const BindZone& zone) {
    auto text = "zone " + quoted(zone.name) + " {\n    type primary;\n    file " +
                quoted("/var/lib/bind/db." + zone.name) + ";\n    update-policy {\n";
    for (const auto& grant : grants(setup.key_name, zone.records))
        text += "        " + grant + '\n';
    text += "    };\n"
            "    // else the journal grows to twice the size of the zone\n"
            "    max-journal-size 10m;\n";
    if (!setup.secondaries.empty()) {
        const auto list = address_list(setup.secondaries);
        text += "    allow-transfer { " + list + "};\n    also-notify { " + list + "};\n";
    }
    return text + "};\n";
}

} // namespace

std::vector<std::string> grants(std::string_view key_name, const zone::Records& records) {
    std::map<std::pair<std::string, bool>, std::set<std::string>> types; // whether all below it
    for (const auto& record : records) {
        const auto below = service_domain(record.owner);
        auto& granted = types[{std::string(below.empty() ? record.owner : below), !below.empty()}];
        if (is_host(record.type))
            granted.insert({"A", "AAAA", "CNAME"});
        else
            granted.insert(record.type);
    }
    std::vector<std::string> lines;
    for (const auto& [name, granted] : types) {
        auto line = "grant " + quoted(key_name) + (name.second ? " subdomain " : " name ") +
                    quoted(name.first);
        for (const auto& type : granted)
            line += ' ' + type;
        lines.push_back(line + ';');
    }
    return lines;
}

std::string bind_setup(const BindSetup& setup) {
    const auto file = "/etc/bind/" + setup.key_name + ".key";
    std::string text =
        "// 1. On the primary, make the key; bring the same file, mode 0600, to this host:\n"
        "//        tsig-keygen -a hmac-sha256 " +
        setup.key_name + " > " + file + "\n//        chown root:bind " + file + " && chmod 0640 " +
        file + "\n// 2. In named.conf:\ninclude " + quoted(file) +
        ";\n"
        "// 3. The statements for each zone. Where a zone stands already, add update-policy and\n"
        "//    max-journal-size to it. BIND must be able to write the zone's file and directory.\n"
        "//    From then on change the file by hand only between: rndc freeze ZONE, rndc thaw "
        "ZONE\n";
    if (setup.secondaries.empty())
        text += "//    Secondaries need allow-transfer and also-notify with their addresses.\n";
    for (const auto& zone : setup.zones)
        text += '\n' + stanza(setup, zone);
    return text + "\n// 4. Check and load: named-checkconf && rndc reconfig\n";
}

} // namespace fingerpost::publish
