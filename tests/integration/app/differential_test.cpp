// Every protocol tells the same account: a thousand random domains, asked about in each way.

#include "app/discovery.hpp"
#include "app/profile_signing.hpp"
#include "pages/manual_settings.hpp"
#include "protocol/autoconfig_document.hpp"
#include "protocol/xml.hpp"
#include "support/await.hpp"
#include "support/sample.hpp"
#include "zone/zone.hpp"

#include <boost/json/parse.hpp>
#include <gtest/gtest.h>

#include <random>
#include <set>
#include <sstream>

namespace fingerpost::app {
namespace {

/// "imap imap.example.net:993"
using Endpoints = std::set<std::string>;

std::string endpoint(std::string_view service, std::string_view host, std::string_view port) {
    std::string text(service);
    return text.append(" ").append(host).append(":").append(port);
}

/// Servers that every protocol can express: implicit TLS on the standard port, a password, the
/// whole address as the login.
class RandomOffer {
public:
    Offer next() {
        auto offer = test::mail_offer();
        offer.servers.clear();
        add(offer, Service::imap, 993);
        if (pick(2) == 0) add(offer, Service::pop3, 995);
        add(offer, Service::submission, 465);
        if (pick(2) == 0) add(offer, Service::managesieve, 4190);
        std::ranges::sort(offer.servers, preferred);
        if (pick(2) == 0)
            offer.dav_servers.push_back(test::sample_dav_server(DavService::caldav, "/dav/"));
        return offer;
    }

private:
    unsigned pick(unsigned most) { return std::uniform_int_distribution(0U, most)(random_); }

    /// One or more of the kind, of which the preferred one is told.
    void add(Offer& offer, Service service, std::uint16_t port) {
        const std::array hosts{"a.example.net", "b.example.net", "mail.%EMAILDOMAIN%"};
        for (unsigned i = 0; i <= pick(2); ++i) {
            const auto security =
                service == Service::managesieve ? Security::starttls : Security::tls;
            auto server = test::sample_server(service, security, port, hosts.at(pick(2)), ++id_);
            server.prio = pick(3);
            offer.servers.push_back(std::move(server));
        }
    }

    std::minstd_rand random_{5};
    std::int64_t id_ = 0;
};

class Differential : public testing::Test {
protected:
    static constexpr unsigned domains = 1000;

    Differential() {
        CatalogBuilder builder;
        RandomOffer random;
        for (unsigned i = 0; i < domains; ++i)
            builder.set(domain(i), builder.add_offer(random.next()));
        catalog_.set(std::move(builder).build());
    }

    static std::string domain(unsigned i) { return "d" + std::to_string(i) + ".test"; }
    static std::string address(unsigned i) { return "jane@" + domain(i); }
    const Offer& offer(unsigned i) { return *catalog_.get()->find(domain(i)); }

    std::string get(std::string path, std::string query, std::string host = "127.0.0.1") {
        Request request;
        request.path = std::move(path);
        request.query = std::move(query);
        request.host = std::move(host);
        const auto response = test::await(discovery_(request));
        EXPECT_EQ(response.status, 200) << request.path << ' ' << request.query;
        return response.body;
    }

    Endpoints autoconfig(unsigned i) {
        Endpoints all;
        const auto body = get("/mail/config-v1.1.xml", "emailaddress=" + address(i));
        const auto document = protocol::parse_autoconfig_document(body).value();
        for (const auto& row : document.servers) {
            if (row.type == "sieve") continue; // only DNS tells all clients of it
            EXPECT_EQ(row.socket_type, "SSL");
            EXPECT_EQ(row.user_name, address(i));
            all.insert(endpoint(row.type, row.name, std::to_string(row.port)));
        }
        return all;
    }

    Endpoints autodiscover(unsigned i) {
        Endpoints all;
        const auto body = get("/autodiscover/autodiscover.xml", "Email=" + address(i));
        const auto root = protocol::parse_xml(body).value();
        for (const auto& node : root.child("Response")->child("Account")->children) {
            const auto type = std::string(node.child_text("Type"));
            if (node.name != "Protocol" || type.ends_with("DAV")) continue;
            const auto* service = type == "IMAP" ? "imap" : type == "POP3" ? "pop" : "smtp";
            EXPECT_EQ(node.child_text("LoginName"), address(i));
            all.insert(endpoint(service, node.child_text("Server"), node.child_text("Port")));
        }
        return all;
    }

    /// One incoming and one outgoing server is all that a profile holds.
    Endpoints profile(unsigned i) {
        auto body = get("/mobileconfig/", "emailaddress=" + address(i));
        body = body.substr(body.find("<plist"));
        const auto plist = protocol::parse_xml(body).value();
        std::map<std::string, std::string> values;
        collect(plist, values);
        EXPECT_EQ(values["IncomingMailServerUsername"], address(i));
        const auto at = [&](const std::string& way, const char* service) {
            const auto prefix = way + "MailServer";
            return endpoint(service, values[prefix + "HostName"], values[prefix + "PortNumber"]);
        };
        return {at("Incoming", "imap"), at("Outgoing", "smtp")};
    }

    static void
    collect(const protocol::XmlElement& node, std::map<std::string, std::string>& values) {
        std::string key;
        for (const auto& child : node.children) {
            if (child.name == "key")
                key = child.text;
            else
                values[key] = child.text;
            collect(child, values);
        }
    }

    Endpoints pacc(unsigned i) {
        const auto body =
            get("/.well-known/user-agent-configuration.json", "", "ua-auto-config." + domain(i));
        const auto document = boost::json::parse(body);
        const auto& told = document.at("protocols").as_object();
        const std::array<std::array<const char*, 3>, 3> names{
            {{"imap", "imap", "993"}, {"pop3", "pop", "995"}, {"submit", "smtp", "465"}}};
        Endpoints all;
        for (const auto& [name, service, port] : names)
            if (const auto* server = told.if_contains(name))
                all.insert(endpoint(service, server->at("host").as_string(), port));
        return all;
    }

    Endpoints page(unsigned i) {
        Endpoints all;
        const AccountSettings settings{offer(i), domain(i), Address{"jane", domain(i)}};
        for (const auto& one : pages::manual_settings(settings, pages::Language::en)) {
            const auto* service = one.title == pages::Text::imap_title   ? "imap"
                                  : one.title == pages::Text::pop3_title ? "pop"
                                  : one.title == pages::Text::smtp_title ? "smtp"
                                                                         : nullptr;
            if (service) all.insert(endpoint(service, one.lines[0].value, one.lines[1].value));
        }
        return all;
    }

    /// Several servers of a kind are all in DNS: the best priority is what others tell.
    Endpoints records(unsigned i) {
        const zone::HostSettings host;
        std::map<std::string, std::pair<int, std::string>> best;
        for (const auto& record : zone::desired({domain(i), offer(i), host})) {
            const auto label = record.owner.substr(0, record.owner.find('.'));
            const auto* service = label == "_imaps"         ? "imap"
                                  : label == "_pop3s"       ? "pop"
                                  : label == "_submissions" ? "smtp"
                                                            : nullptr;
            if (!service || record.type != "SRV" || record.data.ends_with(" .")) continue;
            std::istringstream fields(record.data);
            int priority = 0, weight = 0;
            std::string port, target;
            fields >> priority >> weight >> port >> target;
            target.pop_back();
            const std::pair found{priority, endpoint(service, target, port)};
            const auto [place, fresh] = best.try_emplace(service, found);
            if (!fresh && found.first < place->second.first) place->second = found;
        }
        Endpoints all;
        for (const auto& [service, one] : best)
            all.insert(one.second);
        return all;
    }

    Snapshot<Catalog> catalog_{Catalog()};
    metrics::Metrics metrics_;
    directory::Directory directory_{metrics_};
    ProfileSigning signing_;
    Discovery discovery_{catalog_, directory_, signing_, [] { return protocol::TimeOfDay(0); }};
};

TEST_F(Differential, every_protocol_tells_the_same_account) {
    for (unsigned i = 0; i < domains; ++i) {
        const auto told = autoconfig(i);
        ASSERT_GE(told.size(), 2U) << domain(i);
        ASSERT_EQ(autodiscover(i), told) << domain(i);
        ASSERT_EQ(pacc(i), told) << domain(i);
        ASSERT_EQ(page(i), told) << domain(i);
        ASSERT_EQ(records(i), told) << domain(i);
        const auto installed = profile(i);
        ASSERT_TRUE(std::ranges::includes(told, installed)) << domain(i);
    }
}

} // namespace
} // namespace fingerpost::app
