/**
 * How many pods a load needs, measured: from the CPU time that the pods really used for it, second by second, with its
 * uncertainty. Pure. The plan's intention is not asked; the judge, the charts, the explanation and the simulation beside a
 * run all take the need from here.
 *
 * <p>The way: {@link io.scaleproof.loadtest.need.Windows} finds the times in which the CPU time of all serving pods is known;
 * {@link io.scaleproof.loadtest.need.Costs} divides it by the requests answered meanwhile; {@link
 * io.scaleproof.loadtest.need.Need} multiplies that by the offered rate and divides by what fills a pod.
 */
package io.scaleproof.loadtest.need;
