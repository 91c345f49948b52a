#include "base/clock.hpp"
#include "history/graph.hpp"
#include "history/quantity.hpp"

namespace fingerpost::history {

std::string to_csv(const Graph& graph) {
    std::string text = "time,average,least,most\r\n";
    auto time = graph.data.from;
    for (const auto& point : graph.data.points) {
        text += utc_text(time);
        for (const auto value : {point.average, point.least, point.most})
            text.append(",").append(point.known() ? exact(value) : "");
        text += "\r\n";
        time += graph.data.step;
    }
    return text;
}

} // namespace fingerpost::history
