#include "check/srv_sight.hpp"

#include "base/text.hpp"
#include "catalog/mail_flow.hpp"
#include "zone/presentation.hpp"

#include <algorithm>
#include <array>
#include <optional>

namespace fingerpost::check {

namespace {

using probe::Dialogue;
using probe::Protection;

// clang-format off
constexpr std::array labels{
    SrvLabel{"_imaps._tcp",        Dialogue::imap,        Protection::tls,      "",                  true},
    SrvLabel{"_imap._tcp",         Dialogue::imap,        Protection::starttls, "_imaps._tcp",       true},
    SrvLabel{"_pop3s._tcp",        Dialogue::pop3,        Protection::tls,      "",                  true},
    SrvLabel{"_pop3._tcp",         Dialogue::pop3,        Protection::starttls, "_pop3s._tcp",       true},
    SrvLabel{"_submissions._tcp",  Dialogue::smtp,        Protection::tls,      "",                  true},
    SrvLabel{"_submission._tcp",   Dialogue::smtp,        Protection::starttls, "_submissions._tcp", true},
    SrvLabel{"_sieve._tcp",        Dialogue::managesieve, Protection::starttls, "",                  true},
    SrvLabel{"_jmap._tcp",         Dialogue::none,        Protection::tls,      "",                  false},
    SrvLabel{"_caldavs._tcp",      Dialogue::none,        Protection::tls,      "",                  false},
    SrvLabel{"_caldav._tcp",       Dialogue::none,        Protection::none,     "_caldavs._tcp",     false},
    SrvLabel{"_carddavs._tcp",     Dialogue::none,        Protection::tls,      "",                  false},
    SrvLabel{"_carddav._tcp",      Dialogue::none,        Protection::none,     "_carddavs._tcp",    false},
    SrvLabel{"_autodiscover._tcp", Dialogue::none,        Protection::tls,      "",                  false},
};
// clang-format on

constexpr std::string_view root = ".";

/// Of the data of a desired record.
std::optional<resolve::Srv> read(const zone::Record& record) {
    const auto words = split_list(record.data, ' ');
    if (record.type != "SRV" || words.size() != 4 || words[3] == root) return std::nullopt;
    resolve::Srv srv;
    const std::array fields{&srv.priority, &srv.weight, &srv.port};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const auto number = to_integer(words[i], 0, UINT16_MAX);
        if (!number) return std::nullopt;
        *fields.at(i) = static_cast<std::uint16_t>(*number);
    }
    srv.target = words[3].substr(0, words[3].size() - 1);
    return srv;
}

Standing standing_of(const Subject& subject, const SrvSight& sight) {
    if (!sight.offered.empty()) return Standing::offered;
    if (!sight.wanted.empty()) return Standing::denied;
    const bool refused = sight.label.mail && refuses_mail(subject.offer);
    return refused ? Standing::unwanted : Standing::open;
}

} // namespace

std::span<const SrvLabel> srv_labels() {
    return labels;
}

zone::Record SrvSight::record(const resolve::Srv& srv) const {
    return as_record({name, resolve::Type::srv, wanted.empty() ? 3600 : wanted.front().ttl, srv});
}

zone::Records SrvSight::standing_as(const std::vector<resolve::Srv>& some) const {
    if (!answer.chain.empty()) return standing_at(answer);
    zone::Records found;
    for (const auto& srv : some)
        found.push_back(record(srv));
    return found;
}

SrvSight look(const Subject& subject, Evidence& evidence, const SrvLabel& label) {
    const auto name = name_below(label.label, subject);
    SrvSight sight{
        label, name, name + " SRV", evidence.dns(name, resolve::Type::srv), {}, {}, {}, {}};
    sight.wanted = desired_at(subject, name, "SRV");
    for (const auto& record : sight.wanted)
        if (const auto srv = read(record)) sight.offered.push_back(*srv);
    for (const auto& srv : resolve::all<resolve::Srv>(sight.answer))
        (srv.target == root ? sight.denials : sight.published).push_back(srv);
    sight.standing = standing_of(subject, sight);
    return sight;
}

const SrvSight& SrvScene::at(std::string_view label) const {
    const auto named = [&](const SrvSight& sight) { return sight.label.label == label; };
    return *std::find_if(sights.begin(), sights.end(), named);
}

bool is_ours_to_visit(const Subject& subject, const Ours& ours, const resolve::Srv& srv) {
    const bool named = ours.has_name(srv.target) || zone::is_within(srv.target, subject.domain);
    return subject.circumstances.live && srv.port != 0 && named &&
           ours.whose(srv.target) == Whose::ours;
}

std::string text(const resolve::Srv& srv) {
    return resolve::presentation(resolve::Type::srv, srv);
}

} // namespace fingerpost::check
