"""The service that Scaleproof's one is compared with: the same two answers from Flask's development server."""

import math
import time

from flask import Flask, jsonify, request

app = Flask(__name__)


@app.get("/")
def hello():
    return "Hello from Flask!"


@app.get("/load")
def load():
    millis = int(request.args.get("millis", 25))
    end = time.thread_time() + millis / 1000
    value = 0.0
    while time.thread_time() < end:
        for i in range(200):
            value += math.sqrt(i) * math.sin(i)
    return jsonify(cpuMillis=millis)


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8080)
