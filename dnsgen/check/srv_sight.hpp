/// @file
/// One SRV name as the rules see it: what we want there, and what stands there.
/// Spec: RFC 2782, RFC 6186 §3.
#pragma once

#include "check/ours.hpp"
#include "check/record_lines.hpp"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace fingerpost::check {

/// A row of the table of names clients look up.
struct SrvLabel {
    std::string_view label; ///< "_imaps._tcp"
    probe::Dialogue dialogue;
    probe::Protection protection;
    std::string_view
        with_tls; ///< the label of the same service with implicit TLS; "" where none is
    bool mail;    ///< reads or sends mail
};
std::span<const SrvLabel> srv_labels();

/// What the catalog says of a service.
enum class Standing {
    offered,
    denied,   ///< its servers are known, and none is of this kind
    unwanted, ///< the domain refuses mail
    open      ///< nothing is known, or what there is must not be listed
};

struct SrvSight {
    const SrvLabel& label;
    std::string name;    ///< "_imaps._tcp.example.com"
    std::string subject; ///< "_imaps._tcp.example.com SRV"
    const resolve::Answer& answer;
    zone::Records wanted;                ///< all of this name, denials too
    std::vector<resolve::Srv> offered;   ///< the same without denials
    std::vector<resolve::Srv> published; ///< without those that deny
    std::vector<resolve::Srv> denials;   ///< published ones that deny the service
    Standing standing = Standing::open;

    bool is_known() const { return !is_unknown(answer); }
    bool is_needless() const {
        return standing == Standing::denied || standing == Standing::unwanted;
    }
    zone::Record record(const resolve::Srv& srv) const;

    /// What to delete so that these published ones are gone: the alias where there is one.
    zone::Records standing_as(const std::vector<resolve::Srv>& some) const;
};

SrvSight look(const Subject& subject, Evidence& evidence, const SrvLabel& label);

/// What every rule of SRV records is given.
struct SrvScene {
    const Subject& subject;
    Evidence& evidence;
    const Ours& ours;
    Findings& findings;
    std::vector<SrvSight> sights; ///< one for each label

    const SrvSight& at(std::string_view label) const; ///< one of the table's
};

/// Whether the server is visited: a stranger's host is nobody we knock at.
bool is_ours_to_visit(const Subject& subject, const Ours& ours, const resolve::Srv& srv);

/// "0 1 993 imap.example.com."
std::string text(const resolve::Srv& srv);

} // namespace fingerpost::check
