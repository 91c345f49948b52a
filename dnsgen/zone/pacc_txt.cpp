#include "zone/pacc_txt.hpp"

#include "catalog/placeholder.hpp"
#include "protocol/pacc.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr Reason reason{
    Grade::optional,
    "clients take the document on ua-auto-config only with its digest here",
    "clients of PACC",
    "draft-ietf-mailmaint-pacc"};

} // namespace

void add_pacc_txt(const Subject& subject, Records& records) {
    if (!is_known(subject.host)) return;
    const auto document = protocol::pacc_document(subject.offer, std::string(subject.domain));
    if (!document) return;
    const auto add = [&](std::string_view served) {
        auto owner = below("_ua-auto-config", subject.domain);
        auto data = txt_data(protocol::pacc_record(served));
        records.push_back(
            make_record(std::move(owner), "TXT", std::move(data), subject.host.ttl, reason)
        );
    };
    add(*document);
    if (subject.held_pacc) add(expand_domain(*subject.held_pacc, subject.domain));
}

} // namespace fingerpost::zone
