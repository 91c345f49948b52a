#include "zone/mail_srv.hpp"

#include "catalog/mail_flow.hpp"
#include "zone/srv.hpp"

#include <array>
#include <vector>

namespace fingerpost::zone {

namespace {

// clang-format off
constexpr std::array incoming{
    SrvName{"_imaps._tcp",
        {Grade::recommended, "clients find IMAP with implicit TLS here",
            "Evolution, Claws Mail, FairEmail", "RFC 6186 §3.2, RFC 8314 §5.1"},
        {Grade::optional, "tells clients that there is no IMAP with implicit TLS",
            "Evolution, Claws Mail, FairEmail", "RFC 6186 §3.4"}},
    SrvName{"_imap._tcp",
        {Grade::recommended, "clients find IMAP with STARTTLS here",
            "Evolution, Claws Mail, FairEmail", "RFC 6186 §3.2"},
        {Grade::optional, "tells clients that there is no IMAP with STARTTLS",
            "Evolution, Claws Mail, FairEmail", "RFC 6186 §3.4"}},
    SrvName{"_pop3s._tcp",
        {Grade::optional, "clients find POP3 with implicit TLS here",
            "Evolution, Claws Mail", "RFC 6186 §3.3, RFC 8314 §5.1"},
        {Grade::optional, "tells clients that there is no POP3 with implicit TLS",
            "Evolution, Claws Mail", "RFC 6186 §3.4"}},
    SrvName{"_pop3._tcp",
        {Grade::optional, "clients find POP3 with STARTTLS here",
            "Evolution, Claws Mail", "RFC 6186 §3.3"},
        {Grade::optional, "tells clients that there is no POP3 with STARTTLS",
            "Evolution, Claws Mail", "RFC 6186 §3.4"}},
};

constexpr std::array outgoing{
    SrvName{"_submissions._tcp",
        {Grade::recommended, "clients find submission with implicit TLS here",
            "Evolution, FairEmail", "RFC 8314 §5.1"},
        {Grade::optional, "tells clients that there is no submission with implicit TLS",
            "Evolution, FairEmail", "RFC 8314 §5.1"}},
    SrvName{"_submission._tcp",
        {Grade::recommended, "clients find submission with STARTTLS here; Claws Mail looks nowhere else",
            "Claws Mail, Evolution", "RFC 6186 §3.1"},
        {Grade::optional, "tells clients that there is no submission with STARTTLS",
            "Claws Mail, Evolution", "RFC 6186 §3.4"}},
};
// clang-format on

SrvTarget target(const SrvName& with_tls, const SrvName& without, const Server& server) {
    // RFC 8314 §4.5.2, §5.1: what does not protect the password is never listed
    const bool listed = server.security != Security::none;
    return {
        server.security == Security::tls ? &with_tls : &without,
        listed ? std::string_view(server.host) : "",
        server.port};
}

} // namespace

void add_mail_srv(const Subject& subject, Records& records) {
    if (refuses_mail(subject.offer)) return; // there is nothing to read
    std::vector<SrvTarget> reading, sending;
    for (const auto& server : subject.offer.servers) {
        if (server.service == Service::imap)
            reading.push_back(target(incoming[0], incoming[1], server));
        if (server.service == Service::pop3)
            reading.push_back(target(incoming[2], incoming[3], server));
        if (server.service == Service::submission)
            sending.push_back(target(outgoing[0], outgoing[1], server));
    }
    // the catalog knows nothing of this domain's mail: that is no reason to deny it to the world
    if (reading.empty() && sending.empty()) return;
    // RFC 6186 §3.4: one order of priorities over IMAP and POP3 says which is preferred
    add_srv(subject, incoming, reading, records);
    add_srv(subject, outgoing, sending, records);
}

} // namespace fingerpost::zone
