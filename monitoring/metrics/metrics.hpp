/// @file
/// Every metric, registered once and bound to its children, so that counting is a lookup in an
/// array. Names and labels are a contract with the operators' rules: monitoring/prometheus.
#pragma once

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace fingerpost::metrics {

/// The discovery protocols and other kinds of answer, as the label `protocol`.
enum class Protocol {
    autoconfig,
    autodiscover_xml,
    autodiscover_json,
    autodiscover_soap,
    mobileconfig,
    pacc,
    mta_sts,
    pointer,
    setup_page,
    api,
    other
};
inline constexpr std::array<std::string_view, 11> protocol_names{
    "autoconfig",
    "autodiscover_xml",
    "autodiscover_json",
    "autodiscover_soap",
    "mobileconfig",
    "pacc",
    "mta_sts",
    "pointer",
    "setup_page",
    "api",
    "other"};

/// How a request ended, as the label `outcome`.
enum class Outcome { ok, invalid, not_found, redirect, denied, limited, aborted, error };
inline constexpr std::array<std::string_view, 8> outcome_names{
    "ok", "invalid", "not_found", "redirect", "denied", "limited", "aborted", "error"};

enum class Listener { http, admin };
inline constexpr std::array<std::string_view, 2> listener_names{"http", "admin"};

enum class Rejection { limit, timeout };
inline constexpr std::array<std::string_view, 2> rejection_names{"limit", "timeout"};

/// How a look-up in a directory ended, as the label `result`. spared: the server fails and was not
/// asked; crowded: too many were waiting for it.
enum class Lookup { found, absent, cached, failed, timeout, spared, crowded };
inline constexpr std::array<std::string_view, 7> lookup_names{
    "found", "absent", "cached", "failed", "timeout", "spared", "crowded"};

/// What name servers ask the hidden primary, as the label `question`, and how it ended.
enum class ZoneQuestion { soa, axfr, ixfr, other };
inline constexpr std::array<std::string_view, 4> zone_question_names{
    "soa", "axfr", "ixfr", "other"};
enum class ZoneOutcome { ok, refused, bad_signature, invalid, error, aborted };
inline constexpr std::array<std::string_view, 6> zone_outcome_names{
    "ok", "refused", "bad_signature", "invalid", "error", "aborted"};

/// How a NOTIFY to a secondary ended, as the label `result`. dropped: too many were waiting.
enum class Notified { acknowledged, refused, unanswered, dropped };
inline constexpr std::array<std::string_view, 4> notified_names{
    "acknowledged", "refused", "unanswered", "dropped"};

/// What is known of a domain's DNS, by the worst of it, as the label `state`.
enum class Standing { ok, failing, warning, unknown, unchecked };
inline constexpr std::array<std::string_view, 5> standing_names{
    "ok", "failing", "warning", "unknown", "unchecked"};
using Standings = std::array<std::size_t, standing_names.size()>;

/// What the catalog holds; a plain copy of catalog::Census, which this room does not know.
struct CatalogSize {
    std::size_t domains = 0;
    std::size_t providers = 0;
    /// imap, pop3, submission, managesieve, caldav, carddav, jmap
    std::array<std::size_t, 7> servers{};
};

/// All methods may be called from any thread.
class Metrics {
public:
    Metrics();
    ~Metrics();
    Metrics(const Metrics&) = delete;
    Metrics& operator=(const Metrics&) = delete;

    /// One request; `seconds` from its last byte read to the last byte of its answer handed over.
    /// Status 0: it died before an answer, and counts in http_requests_total only.
    void request(Protocol protocol, Outcome outcome, int status, double seconds);

    void connection_opened(Listener listener);
    void connection_closed(Listener listener);
    void connection_rejected(Listener listener, Rejection why);
    void bytes(Listener listener, std::size_t received, std::size_t sent);

    void catalog_loaded(const CatalogSize& size, double unix_seconds);
    void catalog_failed();

    /// The end of the validity of the certificate that profiles are signed with, seconds since
    /// 1970; none while they are not signed.
    void profile_signer_not_after(std::optional<double> unix_seconds);
    void directory_lookup(Lookup result);
    void directories_failing(std::size_t servers);

    void zone_request(ZoneQuestion question, ZoneOutcome outcome);
    void zone_connections(std::size_t open);
    void notified(Notified result);
    void notify_waiting(std::ptrdiff_t change); ///< by how many zones the queues grew

    void checked(std::size_t finished, std::size_t failed);
    /// And when the domain was checked that was checked longest ago, seconds since 1970; none where
    /// nothing is checked.
    void standings(const Standings& domains, std::optional<double> oldest_check);

    /// The text exposition format 0.0.4 of all metrics and of the process (CPU, memory, files).
    std::string text() const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace fingerpost::metrics
