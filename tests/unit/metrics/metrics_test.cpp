#include "metrics/metrics.hpp"

#include <gtest/gtest.h>

#include <regex>
#include <sstream>
#include <thread>

namespace fingerpost::metrics {

namespace {

bool has_line(const std::string& page, const std::string& line) {
    return ("\n" + page).find("\n" + line + "\n") != std::string::npos;
}

double value_of(const std::string& page, const std::string& series) {
    const auto at = ("\n" + page).find("\n" + series + " ");
    return at == std::string::npos ? -1 : std::stod(page.substr(at + series.size()));
}

} // namespace

TEST(Metrics, every_line_is_of_the_text_format) {
    Metrics metrics;
    const std::string name = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    const std::string label = "[a-zA-Z_][a-zA-Z0-9_]*=\"[^\"\\\\\n]*\"";
    const std::regex comment(
        "# (HELP " + name + " .+|TYPE " + name + " (counter|gauge|histogram))"
    );
    const std::regex sample(name + "(\\{" + label + "(," + label + ")*\\})? (\\+Inf|[0-9.e+-]+)");
    std::istringstream lines(metrics.text());
    int count = 0;
    for (std::string line; std::getline(lines, line); ++count)
        EXPECT_TRUE(std::regex_match(line, comment) || std::regex_match(line, sample)) << line;
    EXPECT_GT(count, 100);
}

TEST(Metrics, every_series_exists_from_the_start) {
    Metrics metrics;
    const auto page = metrics.text();
    for (const auto protocol : protocol_names) {
        for (const auto outcome : outcome_names) {
            const auto series = "fingerpost_http_requests_total{protocol=\"" +
                                std::string(protocol) + "\",outcome=\"" + std::string(outcome) +
                                "\"} 0";
            EXPECT_TRUE(has_line(page, series)) << series;
        }
    }
    EXPECT_TRUE(has_line(page, "fingerpost_http_responses_total{code=\"200\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_http_responses_total{code=\"other\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_http_connections{listener=\"admin\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_http_connections_accepted_total{listener=\"http\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_http_sent_bytes_total{listener=\"http\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_catalog_reload_failures_total 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_catalog_servers{service=\"jmap\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_directory_lookups_total{result=\"crowded\"} 0"));
}

TEST(Metrics, directories_and_look_ups_in_them) {
    Metrics metrics;
    metrics.directory_lookup(Lookup::found);
    metrics.directory_lookup(Lookup::timeout);
    metrics.directories_failing(2);
    const auto page = metrics.text();
    EXPECT_TRUE(has_line(page, "fingerpost_directory_lookups_total{result=\"found\"} 1"));
    EXPECT_TRUE(has_line(page, "fingerpost_directory_lookups_total{result=\"timeout\"} 1"));
    EXPECT_TRUE(has_line(page, "fingerpost_directory_lookups_total{result=\"absent\"} 0"));
    EXPECT_TRUE(has_line(page, "fingerpost_directory_servers_failing 2"));
}

TEST(Metrics, name_servers_that_ask_and_are_told) {
    Metrics metrics;
    metrics.zone_request(ZoneQuestion::axfr, ZoneOutcome::ok);
    metrics.zone_connections(3);
    metrics.notified(Notified::dropped);
    metrics.notify_waiting(2);
    metrics.notify_waiting(-1);
    const auto page = metrics.text();
    const std::string name = "fingerpost_dns_primary_";
    EXPECT_TRUE(has_line(page, name + "requests_total{outcome=\"ok\",question=\"axfr\"} 1"));
    EXPECT_TRUE(has_line(page, name + "requests_total{outcome=\"refused\",question=\"soa\"} 0"));
    EXPECT_TRUE(has_line(page, name + "connections 3"));
    EXPECT_TRUE(has_line(page, name + "notifies_total{result=\"dropped\"} 1"));
    EXPECT_TRUE(has_line(page, name + "notifies_waiting 1"));
}

TEST(Metrics, tells_what_is_known_of_the_domains_dns) {
    Metrics metrics;
    EXPECT_EQ(
        metrics.text().find("fingerpost_dns_oldest_check_timestamp_seconds "), std::string::npos
    );
    metrics.checked(5, 1);
    metrics.standings({1, 2, 3, 4, 5}, 1800000000.0);
    const auto page = metrics.text();
    EXPECT_TRUE(has_line(page, "fingerpost_dns_checks_total 5"));
    EXPECT_TRUE(has_line(page, "fingerpost_dns_check_failures_total 1"));
    EXPECT_TRUE(has_line(page, "fingerpost_dns_domains{state=\"ok\"} 1"));
    EXPECT_TRUE(has_line(page, "fingerpost_dns_domains{state=\"failing\"} 2"));
    EXPECT_TRUE(has_line(page, "fingerpost_dns_domains{state=\"unchecked\"} 5"));
    EXPECT_TRUE(has_line(page, "fingerpost_dns_oldest_check_timestamp_seconds 1800000000"));
    metrics.standings({}, std::nullopt);
    EXPECT_EQ(
        metrics.text().find("fingerpost_dns_oldest_check_timestamp_seconds "), std::string::npos
    );
}

TEST(Metrics, a_signer_is_there_only_while_there_is_one) {
    Metrics metrics;
    const std::string series =
        "fingerpost_certificate_not_after_timestamp_seconds{certificate=\"profile_signer\"}";
    EXPECT_EQ(value_of(metrics.text(), series), -1);
    metrics.profile_signer_not_after(1'700'000'000);
    EXPECT_EQ(value_of(metrics.text(), series), 1'700'000'000);
    metrics.profile_signer_not_after(std::nullopt);
    EXPECT_EQ(value_of(metrics.text(), series), -1);
}

TEST(Metrics, a_request_counts_once_in_each_family) {
    Metrics metrics;
    metrics.request(Protocol::autoconfig, Outcome::ok, 200, 0.0002);
    metrics.request(Protocol::autoconfig, Outcome::ok, 200, 0.1);
    const auto page = metrics.text();
    EXPECT_EQ(
        value_of(page, R"(fingerpost_http_requests_total{protocol="autoconfig",outcome="ok"})"), 2
    );
    EXPECT_EQ(value_of(page, R"(fingerpost_http_responses_total{code="200"})"), 2);
    const std::string histogram = "fingerpost_http_request_duration_seconds";
    const auto bucket = [&](const std::string& bound) {
        return value_of(page, histogram + R"(_bucket{protocol="autoconfig",le=")" + bound + "\"}");
    };
    EXPECT_EQ(bucket("5e-05"), 0);
    EXPECT_EQ(bucket("0.00025"), 1);
    EXPECT_EQ(bucket("0.1"), 2);
    EXPECT_EQ(bucket("+Inf"), 2);
    EXPECT_NEAR(value_of(page, histogram + R"(_sum{protocol="autoconfig"})"), 0.1002, 1e-6);
    EXPECT_EQ(value_of(page, histogram + R"(_count{protocol="autoconfig"})"), 2);
}

TEST(Metrics, a_status_outside_the_list_counts_as_other) {
    Metrics metrics;
    metrics.request(Protocol::other, Outcome::invalid, 418, 0);
    EXPECT_EQ(value_of(metrics.text(), R"(fingerpost_http_responses_total{code="other"})"), 1);
}

TEST(Metrics, a_request_that_died_has_no_answer_and_no_duration) {
    Metrics metrics;
    metrics.request(Protocol::other, Outcome::aborted, 0, 1);
    const auto page = metrics.text();
    EXPECT_EQ(
        value_of(page, R"(fingerpost_http_requests_total{protocol="other",outcome="aborted"})"), 1
    );
    EXPECT_EQ(value_of(page, R"(fingerpost_http_responses_total{code="other"})"), 0);
    EXPECT_EQ(
        value_of(page, R"(fingerpost_http_request_duration_seconds_count{protocol="other"})"), 0
    );
}

TEST(Metrics, connections_rise_and_fall) {
    Metrics metrics;
    metrics.connection_opened(Listener::http);
    metrics.connection_opened(Listener::http);
    metrics.connection_closed(Listener::http);
    metrics.connection_rejected(Listener::admin, Rejection::limit);
    metrics.bytes(Listener::http, 10, 2000);
    const auto page = metrics.text();
    EXPECT_EQ(value_of(page, R"(fingerpost_http_connections{listener="http"})"), 1);
    EXPECT_EQ(value_of(page, R"(fingerpost_http_connections_accepted_total{listener="http"})"), 2);
    EXPECT_EQ(
        value_of(
            page, R"(fingerpost_http_connections_rejected_total{listener="admin",reason="limit"})"
        ),
        1
    );
    EXPECT_EQ(value_of(page, R"(fingerpost_http_received_bytes_total{listener="http"})"), 10);
    EXPECT_EQ(value_of(page, R"(fingerpost_http_sent_bytes_total{listener="http"})"), 2000);
}

TEST(Metrics, the_catalog_shows_its_size_and_its_failures) {
    Metrics metrics;
    CatalogSize size{12, 3, {}};
    size.servers[0] = 4;
    metrics.catalog_loaded(size, 1.5e9);
    metrics.catalog_failed();
    const auto page = metrics.text();
    EXPECT_EQ(value_of(page, R"(fingerpost_catalog_domains{state="enabled"})"), 12);
    EXPECT_EQ(value_of(page, "fingerpost_catalog_providers"), 3);
    EXPECT_EQ(value_of(page, R"(fingerpost_catalog_servers{service="imap"})"), 4);
    EXPECT_EQ(value_of(page, "fingerpost_catalog_reloads_total"), 2);
    EXPECT_EQ(value_of(page, "fingerpost_catalog_reload_failures_total"), 1);
    EXPECT_EQ(value_of(page, "fingerpost_catalog_last_reload_success_timestamp_seconds"), 1.5e9);
}

TEST(Metrics, counts_of_many_threads_add_up) {
    Metrics metrics;
    const auto count = [&] {
        for (int i = 0; i < 1000; ++i)
            metrics.request(Protocol::api, Outcome::ok, 200, 0.001);
    };
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back(count);
    for (auto& thread : threads)
        thread.join();
    EXPECT_EQ(
        value_of(metrics.text(), R"(fingerpost_http_requests_total{protocol="api",outcome="ok"})"),
        4000
    );
}

} // namespace fingerpost::metrics
