"""The lab that Scaleproof replaces: Flask's development server, a fixed piece of work, no probes, no drain, no metrics."""

import math

from flask import Flask

app = Flask(__name__)


@app.get("/")
def hello():
    return "Hello from Flask!"


@app.get("/load")
def load():
    value = 0.0
    for i in range(200_000):
        value += math.sqrt(i) * math.sin(i)
    return f"{value}"


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=5000)
