#include "zone/pacc_txt.hpp"

#include "catalog/placeholder.hpp"
#include "protocol/pacc.hpp"
#include "zone/host_records.hpp"
#include "zone/presentation.hpp"

namespace fingerpost::zone {

namespace {

constexpr std::string_view why =
    "clients of PACC take the document on ua-auto-config only with its digest here "
    "(draft-ietf-mailmaint-pacc)";

} // namespace

void add_pacc_txt(const Subject& subject, Records& records) {
    if (!is_known(subject.host)) return;
    const auto document = protocol::pacc_document(subject.offer, std::string(subject.domain));
    if (!document) return;
    const auto add = [&](std::string_view served) {
        records.push_back(
            {below("_ua-auto-config", subject.domain),
             "TXT",
             txt_data(protocol::pacc_record(served)),
             subject.host.ttl,
             Level::optional,
             why}
        );
    };
    add(*document);
    if (subject.held_pacc) add(expand_domain(*subject.held_pacc, subject.domain));
}

} // namespace fingerpost::zone
